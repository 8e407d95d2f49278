package dev.cleave.runner;

/** How a runner ends its process: at once, whatever user code is doing. */
interface ProcessEnd {

    /**
     * Does not return in a process of its own.
     *
     * @param status one of {@link dev.cleave.runner.remains.ExitStatus}
     * @param why for people
     */
    void end(int status, String why);
}
