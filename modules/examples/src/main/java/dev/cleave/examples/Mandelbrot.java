package dev.cleave.examples;

import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import dev.cleave.api.SequentialSolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A picture of the Mandelbrot set, tile by tile.
 *
 * <p>A tile is quartered until it is a single pixel; results are put together to larger and larger pictures.
 */
public final class Mandelbrot implements Job<Mandelbrot.Tile, Mandelbrot.Picture> {

    private static final Parameter<Integer> WIDTH =
            Parameter.integer("width", 800, "width of the picture in pixels").between(1, 20_000);
    private static final Parameter<Integer> HEIGHT =
            Parameter.integer("height", 600, "height of the picture in pixels").between(1, 20_000);
    private static final Parameter<Integer> LIMIT =
            Parameter.integer("limit", 1000, "most steps for a pixel").between(1, 100_000_000);
    private static final Parameter<Double> RE =
            Parameter.decimal("re", -0.65, "real part of the centre").between(-4.0, 4.0);
    private static final Parameter<Double> IM =
            Parameter.decimal("im", 0, "imaginary part of the centre").between(-4.0, 4.0);
    private static final Parameter<Double> SPAN =
            Parameter.decimal("span", 3.2, "width of the picture in the plane").between(1e-15, 8.0);

    /**
     * A rectangle of pixels.
     *
     * @param x its left edge
     * @param y its upper edge
     * @param width its width
     * @param height its height
     */
    public record Tile(int x, int y, int width, int height) {

        /** Up to four tiles, row by row; one that is a pixel wide or high is only cut the other way. */
        List<Tile> quarters() {
            int left = (width + 1) / 2;
            int upper = (height + 1) / 2;
            List<Tile> quarters = new ArrayList<>(4);
            for (int top = 0; top < height; top += upper) {
                for (int edge = 0; edge < width; edge += left) {
                    quarters.add(
                            new Tile(x + edge, y + top, Math.min(left, width - edge), Math.min(upper, height - top)));
                }
            }
            return quarters;
        }
    }

    /**
     * The pixels of a tile.
     *
     * @param width its width
     * @param height its height
     * @param steps for each pixel, row by row, after how many steps it is known to lie outside the set; 0 if it is not
     */
    public record Picture(int width, int height, int[] steps) {}

    @Override
    public String description() {
        return "a picture of the Mandelbrot set; a PNG file with --out";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(WIDTH, HEIGHT, LIMIT, RE, IM, SPAN, Kernel.KERNEL);
    }

    @Override
    public Tile rootProblem(Arguments arguments) {
        return new Tile(0, 0, arguments.valueOf(WIDTH), arguments.valueOf(HEIGHT));
    }

    @Override
    public DivideAndConquer<Tile, Picture> program(JobContext context) {
        Arguments arguments = context.arguments();
        int width = arguments.valueOf(WIDTH);
        int height = arguments.valueOf(HEIGHT);
        double pixel = arguments.valueOf(SPAN) / width;
        View view = new View(
                arguments.valueOf(RE) - pixel * (width - 1) / 2,
                arguments.valueOf(IM) + pixel * (height - 1) / 2,
                pixel,
                arguments.valueOf(LIMIT));
        return arguments.valueOf(Kernel.KERNEL) ? new Solver(view) : new Quarters(view);
    }

    /** A short account; {@link #write} gives the picture itself. */
    @Override
    public String render(Picture picture) {
        long inside = 0;
        long checksum = 0;
        for (int steps : picture.steps) {
            inside += steps == 0 ? 1 : 0;
            checksum = 31 * checksum + steps;
        }
        return String.format(
                Locale.ROOT, "%d x %d, inside %d, checksum %016x", picture.width, picture.height, inside, checksum);
    }

    @Override
    public void write(Picture picture, Path file) throws IOException {
        Png.write(file, picture.width, picture.height, (x, y) -> Palette.rgb(picture.steps[y * picture.width + x]));
    }

    /** Which points of the plane the pixels are; {@code re} and {@code im} belong to the upper left one. */
    record View(double re, double im, double pixel, int limit) {

        int steps(int x, int y) {
            double cRe = re + x * pixel;
            double cIm = im - y * pixel;
            double zRe = 0;
            double zIm = 0;
            for (int step = 1; step <= limit; step++) {
                double nextRe = zRe * zRe - zIm * zIm + cRe;
                zIm = 2 * zRe * zIm + cIm;
                zRe = nextRe;
                if (zRe * zRe + zIm * zIm > 4) {
                    return step;
                }
            }
            return 0;
        }
    }

    static class Quarters implements DivideAndConquer<Tile, Picture> {

        final View view;

        Quarters(View view) {
            this.view = view;
        }

        @Override
        public boolean isBaseCase(Tile tile) {
            return tile.width == 1 && tile.height == 1;
        }

        @Override
        public Picture solve(Tile tile) {
            return new Picture(1, 1, new int[] {view.steps(tile.x, tile.y)});
        }

        @Override
        public List<Tile> divide(Tile tile) {
            return tile.quarters();
        }

        @Override
        public Picture combine(Tile tile, List<Picture> results) {
            int[] steps = new int[tile.width * tile.height];
            List<Tile> quarters = tile.quarters();
            for (int i = 0; i < quarters.size(); i++) {
                Tile quarter = quarters.get(i);
                for (int row = 0; row < quarter.height; row++) {
                    int start = (quarter.y - tile.y + row) * tile.width + quarter.x - tile.x;
                    System.arraycopy(results.get(i).steps, row * quarter.width, steps, start, quarter.width);
                }
            }
            return new Picture(tile.width, tile.height, steps);
        }
    }

    static final class Solver extends Quarters implements SequentialSolver<Tile, Picture> {

        Solver(View view) {
            super(view);
        }

        @Override
        public Picture solveSequentially(Tile tile) {
            int[] steps = new int[tile.width * tile.height];
            int pixel = 0;
            for (int y = tile.y; y < tile.y + tile.height; y++) {
                for (int x = tile.x; x < tile.x + tile.width; x++) {
                    steps[pixel++] = view.steps(x, y);
                }
            }
            return new Picture(tile.width, tile.height, steps);
        }

        @Override
        public double sizeHint(Tile tile) {
            return (double) tile.width * tile.height;
        }
    }
}
