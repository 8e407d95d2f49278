package dev.cleave.runner;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
import dev.cleave.runner.loading.JobClassLoader;
import dev.cleave.runner.loading.JobLoader;
import dev.cleave.runner.loading.JobNotLoadableException;
import dev.cleave.runner.loading.LoadedJob;
import dev.cleave.runner.remains.ExitStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Does what the node said, in order, in a thread of its own: it loads the job's classes and decodes its values.
 *
 * <p>One job after the other. Jobs of the same class path share their loaded classes, and so what the JIT made of them.
 */
final class Intake implements Runnable {

    private final Outbox outbox;
    private final Path traceFile;
    private final ProcessEnd process;
    private final LinkedBlockingQueue<ToRunner> waiting = new LinkedBlockingQueue<>();
    private @Nullable RunningJob<?, ?> job;
    private List<Path> classPath = List.of();
    private @Nullable JobClassLoader loader;
    private LeftThreads threads = LeftThreads.since();
    private int jobs;

    Intake(Outbox outbox, Path traceFile, ProcessEnd process) {
        this.outbox = outbox;
        this.traceFile = traceFile;
        this.process = process;
    }

    void add(ToRunner message) {
        waiting.add(message);
    }

    @Override
    public void run() {
        try {
            while (true) {
                perform(waiting.take());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (OutOfMemoryError exhausted) {
            process.end(ExitStatus.OUT_OF_MEMORY, exhausted.toString());
        } catch (RuntimeException | Error fault) {
            fault.printStackTrace();
            process.end(ExitStatus.BROKEN, fault.toString());
        }
    }

    private void perform(ToRunner message) {
        RunningJob<?, ?> running = job;
        if (message instanceof ToRunner.StartJob start) {
            if (running != null) {
                refuse("this runner has a job already");
            } else {
                start(start);
            }
        } else if (message instanceof ToRunner.EndJob) {
            end();
        } else if (running != null) {
            running.perform(message);
        } else if (message instanceof ToRunner.RunLease) {
            refuse("a lease came before a job was loaded");
        }
    }

    private void start(ToRunner.StartJob start) {
        try {
            threads = LeftThreads.since();
            LoadedJob<?, ?> loaded = load(start);
            // User code that looks for services or resources finds its own.
            Thread.currentThread().setContextClassLoader(loaded.loader());
            RunningJob<?, ?> started = RunningJob.start(loaded, start, outbox, traceFile, process);
            outbox.statusFrom(started::status);
            outbox.sendAtOnce(new FromRunner.JobLoaded());
            job = started;
        } catch (JobNotLoadableException refused) {
            outbox.sendAtOnce(new FromRunner.JobNotLoaded(refused.failure()));
        } catch (IOException failed) {
            outbox.sendAtOnce(new FromRunner.JobNotLoaded(JobFailure.of(Code.IO, "", failed)));
        }
    }

    private LoadedJob<?, ?> load(ToRunner.StartJob start) throws JobNotLoadableException {
        List<Path> wanted = new ArrayList<>();
        for (String jar : start.classPath()) {
            wanted.add(Path.of(jar));
        }
        JobClassLoader same = loader;
        if (same != null && wanted.equals(classPath)) {
            return JobLoader.load(start.jobClass(), same);
        }
        LoadedJob<?, ?> loaded = JobLoader.load(start.jobClass(), wanted);
        classPath = wanted;
        loader = loaded.loader();
        return loaded;
    }

    private void end() {
        if (job != null) {
            job.end();
            job = null;
            jobs++;
        }
        outbox.statusFrom(() -> Runner.IDLE);
        int left = threads.count();
        System.out.flush();
        System.err.flush();
        outbox.sendAtOnce(new FromRunner.JobEnded(
                jobs, left, usedHeapBytes(), Runtime.getRuntime().maxMemory()));
    }

    /** Garbage does not count; but where there is plenty of room nobody looks how much of it there is. */
    private static long usedHeapBytes() {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        if (used > runtime.maxMemory() / 2) {
            System.gc();
            used = runtime.totalMemory() - runtime.freeMemory();
        }
        return used;
    }

    private void refuse(String why) {
        outbox.sendAtOnce(new FromRunner.JobNotLoaded(JobFailure.of(Code.INTERNAL, "", why)));
    }
}
