package dev.cleave.examples;

/** The colours of the Mandelbrot pictures: black inside, and round a ring of five colours outside. */
final class Palette {

    private static final int[] RING = {0x000764, 0x206BCB, 0xEDFFFF, 0xFFAA00, 0x310230};
    private static final int BETWEEN = 16;

    private Palette() {}

    /** The colour of a pixel that left after so many steps, 0 for one that did not: red, green and blue, a byte each. */
    static int rgb(int steps) {
        if (steps == 0) {
            return 0;
        }
        int place = steps % (RING.length * BETWEEN);
        int from = RING[place / BETWEEN];
        int to = RING[(place / BETWEEN + 1) % RING.length];
        int part = place % BETWEEN;
        return mix(from, to, part, 16) | mix(from, to, part, 8) | mix(from, to, part, 0);
    }

    private static int mix(int from, int to, int part, int shift) {
        int a = from >> shift & 0xFF;
        int b = to >> shift & 0xFF;
        return (a + (b - a) * part / BETWEEN) << shift;
    }
}
