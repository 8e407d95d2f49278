package dev.cleave.examples.uts;

import dev.cleave.examples.uts.UtsTree.Shape;
import dev.cleave.examples.uts.UtsTree.Type;

/** The trees that come with the benchmark. */
enum NamedTree {
    T1(Type.GEOMETRIC, Shape.FIXED, 10, 4, 19),
    T2(Type.GEOMETRIC, Shape.CYCLIC, 16, 6, 502),
    T3(2000, 0.124875, 8, 42),
    T4(Type.HYBRID, Shape.LINEAR, 16, 6, 1),
    T5(Type.GEOMETRIC, Shape.LINEAR, 20, 4, 34),
    T1L(Type.GEOMETRIC, Shape.FIXED, 13, 4, 29),
    T2L(Type.GEOMETRIC, Shape.CYCLIC, 23, 7, 220),
    T3L(2000, 0.200014, 5, 7),
    T1XL(Type.GEOMETRIC, Shape.FIXED, 15, 4, 29);

    private final UtsTree tree;

    NamedTree(Type type, Shape shape, int shapeDepth, double rootChildren, int seed) {
        UtsTree rest = UtsTree.ofDefaults();
        this.tree = new UtsTree(type, shape, shapeDepth, rootChildren, seed, rest.probability(), rest.children());
    }

    NamedTree(double rootChildren, double probability, int children, int seed) {
        UtsTree rest = UtsTree.ofDefaults();
        this.tree =
                new UtsTree(Type.BINOMIAL, rest.shape(), rest.shapeDepth(), rootChildren, seed, probability, children);
    }

    UtsTree tree() {
        return tree;
    }
}
