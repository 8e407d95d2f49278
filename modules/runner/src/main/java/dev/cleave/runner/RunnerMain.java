package dev.cleave.runner;

import dev.cleave.runner.remains.ExitStatus;
import dev.cleave.runner.remains.TraceFile;
import dev.cleave.wire.socket.RunnerSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The process that runs one job's user code on one node. Takes one argument: the socket of its node. */
public final class RunnerMain {

    private static final long EXIT_HANGS_AFTER_MILLIS = 2_000;

    private RunnerMain() {}

    /** Connects, and does what the node says. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: " + RunnerMain.class.getName() + " SOCKET (started by a node, not by hand)");
            System.exit(ExitStatus.NOT_STARTED);
        }
        Path file = Path.of(arguments[0]);
        RunnerSocket socket;
        try {
            socket = RunnerSocket.connect(file);
        } catch (IOException refused) {
            System.err.println("cleave: cannot connect to the node at " + file + ": " + refused.getMessage());
            System.exit(ExitStatus.NOT_STARTED);
            return;
        }
        Thread.setDefaultUncaughtExceptionHandler(RunnerMain::uncaught);
        Runtime.getRuntime().addShutdownHook(new Thread(RunnerMain::watchExit, "exit"));
        Runner runner = new Runner(socket, TraceFile.beside(file), RunnerMain::end);
        daemon("warm-up", new WarmUp(runner.busy()));
        runner.run(ProcessHandle.current().pid(), Runtime.version().toString());
    }

    private static void end(int status, String why) {
        if (status != ExitStatus.STOPPED) {
            System.err.println("cleave: runner ends: " + why);
        }
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }

    private static void uncaught(Thread thread, Throwable thrown) {
        if (thrown instanceof OutOfMemoryError) {
            end(ExitStatus.OUT_OF_MEMORY, thrown.toString());
        }
        System.err.print("Exception in thread \"" + thread.getName() + "\" ");
        thrown.printStackTrace();
    }

    /** User code asked for the end of the process; its shutdown hooks get a little time. */
    private static void watchExit() {
        daemon("exit-watch", () -> {
            try {
                TimeUnit.MILLISECONDS.sleep(EXIT_HANGS_AFTER_MILLIS);
            } catch (InterruptedException ignored) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(ExitStatus.EXIT_HUNG);
        });
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
