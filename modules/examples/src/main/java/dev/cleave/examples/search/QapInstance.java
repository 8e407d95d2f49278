package dev.cleave.examples.search;

/**
 * Facilities, how much flows between them, and places, how far they are apart.
 *
 * @param a the first matrix of the file, between facilities
 * @param b the second one, between places
 */
record QapInstance(int[][] a, int[][] b) {

    private static final int MOST_FACILITIES = 32;
    private static final int MOST_VALUE = 1_000_000;

    /** Two rows of three, and flows that no regular layout suits; made for this example, optimum 50. */
    static final QapInstance SMALL = read("""
            6
            0 1 2 1 2 3
            1 0 1 2 1 2
            2 1 0 3 2 1
            1 2 3 0 1 2
            2 1 2 1 0 1
            3 2 1 2 1 0
            0 5 0 1 2 0
            5 0 3 0 0 1
            0 3 0 2 0 4
            1 0 2 0 3 0
            2 0 0 3 0 1
            0 1 4 0 1 0
            """);

    int size() {
        return a.length;
    }

    /**
     * Reads the format of QAPLIB: the size, then two matrices, all divided by white space as one likes.
     *
     * @throws dev.cleave.api.InvalidArgumentException with the line, what was found there, and what was expected
     */
    static QapInstance read(String text) {
        Tokens tokens = Tokens.of(text);
        int size = (int) tokens.number("the number of facilities", 2, MOST_FACILITIES);
        int[][] a = tokens.matrix("the first matrix's entry", size, MOST_VALUE);
        int[][] b = tokens.matrix("the second matrix's entry", size, MOST_VALUE);
        tokens.end();
        return new QapInstance(a, b);
    }

    /** For people, who see this where no file is given. */
    @Override
    public String toString() {
        return a.length + " facilities";
    }
}
