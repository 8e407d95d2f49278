package dev.cleave.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.Code;
import dev.cleave.api.JobFailure;
import dev.cleave.cli.report.ProgressDisplay;
import dev.cleave.cli.report.RunSummary.State;
import dev.cleave.core.job.Progress;
import dev.cleave.core.measure.Measured;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobWatchTest {

    private static final Ended DONE = ended(State.SUCCEEDED, null);

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    @Test
    void aJobThatEndsIsReported() {
        assertThat(watch(new FakeJob(3, false), Duration.ofHours(1))).isSameAs(DONE);
    }

    @Test
    void aJobWhoseTimeIsOverFailsWithTimeout() {
        FakeJob job = new FakeJob(Integer.MAX_VALUE, false);
        Ended ended = watch(job, Duration.ofMillis(1));
        assertThat(ended.state()).isEqualTo(State.FAILED);
        assertThat(Objects.requireNonNull(ended.failure()).code()).isEqualTo(Code.TIMEOUT);
        assertThat(ended.failure().message()).isEqualTo("not done 1.00 ms after the start of the command (--timeout)");
        assertThat(ended).isSameAs(job.end);
    }

    @Test
    void aJobThatDoesNotHeedItsTimeoutIsGivenUp() {
        Ended ended = watch(new FakeJob(Integer.MAX_VALUE, true), Duration.ofMillis(1));
        assertThat(Objects.requireNonNull(ended.failure()).code()).isEqualTo(Code.TIMEOUT);
    }

    @Test
    void anInterruptCancelsTheJob() {
        FakeJob job = new FakeJob(Integer.MAX_VALUE, false);
        Thread.currentThread().interrupt();
        Ended ended = watch(job, Duration.ofHours(1));
        assertThat(ended.state()).isEqualTo(State.CANCELLED);
        assertThat(ended).isSameAs(job.end);
    }

    @Test
    void aJobThatDoesNotHeedItsCancellationIsCancelledAllTheSame() {
        Thread.currentThread().interrupt();
        assertThat(watch(new FakeJob(Integer.MAX_VALUE, true), Duration.ofHours(1))
                        .state())
                .isEqualTo(State.CANCELLED);
    }

    private static Ended watch(RunningJob job, Duration timeout) {
        Deadline deadline = new Deadline(System.nanoTime(), Optional.of(timeout));
        return new JobWatch(job, ProgressDisplay.NONE, deadline).watch();
    }

    private static Ended ended(State state, @Nullable JobFailure failure) {
        return new Ended(state, null, failure, Measured.NOTHING, Ended.NO_COUNTS, List.of(), 1);
    }

    /** A job that ends when it was asked often enough, or when it is told to, unless it is deaf. */
    private static final class FakeJob implements RunningJob {

        private final boolean deaf;
        private int looks;
        private @Nullable Ended end;

        FakeJob(int looks, boolean deaf) {
            this.looks = looks;
            this.deaf = deaf;
        }

        @Override
        public Optional<Ended> await(long nanos) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return --looks == 0 ? Optional.of(DONE) : Optional.ofNullable(end);
        }

        @Override
        public Progress progress() {
            return new Progress(0, 1, 1, 1, 0, 1, "");
        }

        @Override
        public void cancel() {
            end = deaf ? null : ended(State.CANCELLED, null);
        }

        @Override
        public void fail(JobFailure failure) {
            end = deaf ? null : ended(State.FAILED, failure);
        }

        @Override
        public void close() {}
    }
}
