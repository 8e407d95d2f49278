package dev.cleave.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.check.Sequentially;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MandelbrotTest {

    /** The answers that docs/examples.md has; computed by another program, in another language. */
    @ParameterizedTest
    @CsvSource({
        "800, 600, 1000, -0.65, 0, 3.2, '800 x 600, inside 94422, checksum 9e6d96d637fe4175'",
        "80, 60, 200, -0.65, 0, 3.2, '80 x 60, inside 952, checksum 294daba58acda8d4'",
        "7, 5, 50, -0.65, 0, 3.2, '7 x 5, inside 10, checksum d5e96480892169a8'",
        "64, 64, 500, -0.743643, 0.131825, 0.0001, '64 x 64, inside 29, checksum 7e7c5344d4086688'",
    })
    void isTheSamePictureEverywhere(
            String width, String height, String limit, String re, String im, String span, String answer) {
        Map<String, String> given =
                Map.of("width", width, "height", height, "limit", limit, "re", re, "im", im, "span", span);

        assertThat(Examples.solved(new Mandelbrot(), given)).isEqualTo(answer);
        assertThat(Examples.divided(new Mandelbrot(), given)).isEqualTo(answer);
    }

    @Test
    void isWrittenAsAPngFile(@TempDir Path folder) throws IOException {
        Mandelbrot job = new Mandelbrot();
        Mandelbrot.Picture picture = Sequentially.run(job, Map.of("width", "41", "height", "23", "limit", "60"));
        Path file = folder.resolve("x.png");

        job.write(picture, file);

        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(41);
        assertThat(image.getHeight()).isEqualTo(23);
        for (int y = 0; y < 23; y++) {
            for (int x = 0; x < 41; x++) {
                assertThat(image.getRGB(x, y) & 0xFFFFFF).isEqualTo(Palette.rgb(picture.steps()[41 * y + x]));
            }
        }
    }

    @Test
    void isBlackInsideAndOnlyThere() {
        assertThat(Palette.rgb(0)).isZero();
        for (int steps = 1; steps < 1000; steps++) {
            assertThat(Palette.rgb(steps)).isBetween(1, 0xFFFFFF);
        }
        assertThat(Palette.rgb(16)).isEqualTo(0x206BCB);
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 4", "1, 2, 2", "2, 1, 2", "1, 7, 2", "5, 3, 4", "800, 600, 4"})
    void cutsATileIntoPartsThatCoverIt(int width, int height, int parts) {
        Mandelbrot.Tile tile = new Mandelbrot.Tile(3, 4, width, height);

        assertThat(tile.quarters()).hasSize(parts);
        assertThat(tile.quarters().stream().mapToInt(part -> part.width() * part.height()))
                .allMatch(pixels -> pixels > 0)
                .satisfies(sizes -> assertThat(
                                sizes.stream().mapToInt(Integer::intValue).sum())
                        .isEqualTo(width * height));
    }
}
