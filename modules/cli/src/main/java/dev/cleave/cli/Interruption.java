package dev.cleave.cli;

import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Output;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens when a signal, or user code in this process, wants the command to end early.
 *
 * <p>A signal makes the JVM run its shutdown hooks. The one set here interrupts the command's thread, which cancels its
 * job and cleans up, waits for that, and ends the process with the exit code for an interrupted command, instead of
 * the JVM's own.
 */
final class Interruption {

    /** Longer than the clean-up of a command takes, and shorter than people wait. */
    private static final long PATIENCE_SECONDS = 10;

    private final Thread commandThread;
    private final Output output;
    private final CountDownLatch over = new CountDownLatch(1);

    Interruption(Thread commandThread, Output output) {
        this.commandThread = commandThread;
        this.output = output;
    }

    /** Makes signals interrupt the command's thread. To be called once in a process. */
    void heedSignals() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::processEnds, "interruption"));
    }

    /** Ends the process; the clean-up is done. */
    void end(ExitCode exitCode) {
        over.countDown();
        System.exit(exitCode.status());
    }

    private void processEnds() {
        if (over.getCount() == 0) {
            return;
        }
        if (userCodeExits()) {
            output.say("the job's code called System.exit, which ends this process (without --in-process it fails the"
                    + " job as POISON)");
            Runtime.getRuntime().halt(ExitCode.JOB_FAILED.status());
        }
        commandThread.interrupt();
        try {
            if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                output.say("the clean-up takes longer than " + PATIENCE_SECONDS + " s; nodes end by themselves");
            }
        } catch (InterruptedException impatient) {
            // halting is all that is left
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED.status());
    }

    /** Signals are handled on a thread of the JVM; anybody else in Runtime.exit is a lane. */
    private static boolean userCodeExits() {
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            boolean exits = Arrays.stream(each.getValue())
                    .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime")
                            && frame.getMethodName().equals("exit"));
            if (exits) {
                return true;
            }
        }
        return false;
    }
}
