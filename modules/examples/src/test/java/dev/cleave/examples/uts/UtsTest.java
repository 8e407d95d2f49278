package dev.cleave.examples.uts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.api.Arguments;
import dev.cleave.api.check.Sequentially;
import dev.cleave.examples.Examples;
import dev.cleave.examples.uts.UtsTree.Shape;
import dev.cleave.examples.uts.UtsTree.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the counts that come with the benchmark's reference implementation. */
class UtsTest {

    @ParameterizedTest
    @CsvSource({
        "T1, 'nodes 4130071, leaves 3305118, depth 10'",
        "T2, 'nodes 4117769, leaves 2342762, depth 81'",
        "T3, 'nodes 4112897, leaves 3599034, depth 1572'",
        "T4, 'nodes 4132453, leaves 3108986, depth 134'",
        "T5, 'nodes 4147582, leaves 2181318, depth 20'",
    })
    void countsTheNodesOfTheNamedTrees(String tree, String answer) {
        assertThat(Examples.divided(new Uts(), Map.of("tree", tree))).isEqualTo(answer);
        assertThat(Examples.solved(new Uts(), Map.of("tree", tree, "kernel", "true")))
                .isEqualTo(answer);
    }

    /** The tree's row in docs/examples.md: the largest are in no test, but the parameters of all are. */
    @ParameterizedTest
    @EnumSource
    void findsTheParametersOfTheDocumentation(NamedTree tree) throws IOException {
        Matcher row = Pattern.compile("\\| " + tree + " \\| ([^|]+) \\| \\d+ \\| \\d+ \\| \\d+ \\|")
                .matcher(Files.readString(Path.of("..", "..", "docs", "examples.md")));

        assertThat(row.find()).isTrue();
        Map<String, String> letters = Stream.of(row.group(1).split(" "))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        assertThat(tree(letters)).usingRecursiveComparison().isEqualTo(tree.tree());
    }

    @Test
    void countsTheTreeOfTheDefaults() {
        assertThat(Sequentially.run(new Uts(), Map.of())).isEqualTo(new UtsCount(1732, 1050, 6));
    }

    @Test
    void takesTheSameTreeByLetters() {
        UtsTree byName = tree(Map.of("tree", "T4"));
        UtsTree byLetters = tree(Map.of("t", "2", "a", "0", "d", "16", "b", "6", "r", "1", "q", "0.234375", "m", "4"));

        assertThat(byName).usingRecursiveComparison().isEqualTo(byLetters);
    }

    @Test
    void changesANamedTreeByTheLettersThatAreGiven() {
        UtsTree tree = tree(Map.of("tree", "T1", "r", "29", "d", "13"));

        assertThat(tree).usingRecursiveComparison().isEqualTo(NamedTree.T1L.tree());
    }

    @Test
    void followsTheStatesOfTheReference() {
        NodeHash hash = new NodeHash();

        assertThat(hex(hash.root(0))).isEqualTo("6768033e216468247bd031a0a2d9876d79818f8f");
        assertThat(hex(hash.root(19))).isEqualTo("c6988ab70cc9559ae4d6cba254e29a845a85f86b");
        assertThat(hex(hash.children(hash.root(19), 3)[0])).isEqualTo("2fb3131030280c1617a81d6a49c1e29effb19645");
        assertThat(hash.children(hash.root(19), 3)).allMatch(child -> child.depth() == 1);
    }

    @Test
    void aBinomialRootMayHaveMoreChildrenThanAnyOtherNode() {
        assertThat(tree(Map.of("tree", "T3")).children(-1, 0)).isEqualTo(2000);
        assertThat(tree(Map.of("b", "5000")).children(-1, 0)).isEqualTo(UtsTree.MOST_CHILDREN);
        assertThat(tree(Map.of("t", "0", "b", "7.9")).children(0, 0)).isEqualTo(7);
    }

    /** The table of least states against the formula it was made from. */
    @ParameterizedTest
    @CsvSource({"LINEAR, 20, 4", "EXPONENTIAL, 10, 3", "CYCLIC, 16, 6", "FIXED, 10, 4", "LINEAR, 5, 0.5", "FIXED, 3, 90"
    })
    void givesAGeometricNodeTheChildrenOfTheFormula(Shape shape, int d, double b) {
        UtsTree tree = new UtsTree(Type.GEOMETRIC, shape, d, b, 0, 0, 0);
        for (int depth = 0; depth <= 5 * d + 1; depth++) {
            double expected = expectedChildren(shape, depth, d, b);
            for (long v = 0; v < 1L << 31; v += 999_983) {
                double u = v / 2147483648.0;
                int children = (int) Math.floor(StrictMath.log(1 - u) / StrictMath.log(1 - 1 / (1 + expected)));
                int most = Math.max(0, Math.min(100, children));
                assertThat(tree.children((int) v, depth)).isEqualTo(most);
                assertThat(tree.children((int) v | Integer.MIN_VALUE, depth)).isEqualTo(most);
            }
        }
    }

    private static double expectedChildren(Shape shape, int depth, double d, double b) {
        if (depth == 0) {
            return b;
        }
        return switch (shape) {
            case LINEAR -> b * (1 - depth / d);
            case EXPONENTIAL -> b * StrictMath.pow(depth, -StrictMath.log(b) / StrictMath.log(d));
            case CYCLIC -> depth > 5 * d ? 0 : StrictMath.pow(b, StrictMath.sin(2 * Math.PI * depth / d));
            case FIXED -> depth < d ? b : 0;
        };
    }

    @Test
    void saysWhichTreesThereAre() {
        assertThatThrownBy(() -> tree(Map.of("tree", "T6")))
                .hasMessage("tree: T6 (expected: one of none, T1, T2, T3, T4, T5, T1L, T2L, T3L, T1XL)");
    }

    private static UtsTree tree(Map<String, String> given) {
        return Uts.tree(Arguments.parse(new Uts().parameters(), given));
    }

    private static String hex(UtsNode node) {
        byte[] bytes = new byte[NodeHash.STATE];
        NodeHash.put(node, bytes, 0);
        return HexFormat.of().formatHex(bytes);
    }
}
