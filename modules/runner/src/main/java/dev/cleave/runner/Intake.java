package dev.cleave.runner;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.core.protocol.FromRunner;
import dev.cleave.core.protocol.ToRunner;
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

/** Does what the node said, in order, in a thread of its own: it loads the job's classes and decodes its values. */
final class Intake implements Runnable {

    private final Outbox outbox;
    private final Path traceFile;
    private final ProcessEnd process;
    private final LinkedBlockingQueue<ToRunner> waiting = new LinkedBlockingQueue<>();
    private @Nullable RunningJob<?, ?> job;

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
        } else if (running != null) {
            running.perform(message);
        } else if (message instanceof ToRunner.RunLease) {
            refuse("a lease came before a job was loaded");
        }
    }

    private void start(ToRunner.StartJob start) {
        try {
            List<Path> classPath = new ArrayList<>();
            for (String jar : start.classPath()) {
                classPath.add(Path.of(jar));
            }
            LoadedJob<?, ?> loaded = JobLoader.load(start.jobClass(), classPath);
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

    private void refuse(String why) {
        outbox.sendAtOnce(new FromRunner.JobNotLoaded(JobFailure.of(Code.INTERNAL, "", why)));
    }
}
