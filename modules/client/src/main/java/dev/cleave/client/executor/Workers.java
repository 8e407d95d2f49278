package dev.cleave.client.executor;

/** Where chunks of tasks run. Safe for use by many threads. */
interface Workers extends AutoCloseable {

    /** Takes a chunk, which is told when it begins and what came of it; does not wait. */
    void start(Chunk chunk);

    /** Ends what is left of a chunk that nobody wants any more; its own thread was interrupted already, if it is here. */
    void dropped(Chunk chunk);

    /** How many tasks of a kind are worked on at once. */
    int parallelism(Kind kind);

    /** How long a chunk should run: long against the cost of sending it, short against the whole. */
    long chunkNanos();

    /** Hears that a value is to be published. */
    void share(String id, byte[] bytes);

    /** Ends threads and connections; no chunk is left then. */
    @Override
    void close();
}
