package dev.cleave.cluster.clock;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.Cancellable;
import akka.actor.Scheduler;
import akka.event.NoLogging;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scala.concurrent.ExecutionContext;

class ActorClockTest {

    private static final ExecutionContext SAME_THREAD = new ExecutionContext() {
        @Override
        public void execute(Runnable action) {
            action.run();
        }

        @Override
        public void reportFailure(Throwable cause) {
            throw new AssertionError(cause);
        }
    };

    private static final ExecutionContext REPORTS_NOTHING = new ExecutionContext() {
        @Override
        public void execute(Runnable action) {
            action.run();
        }

        @Override
        public void reportFailure(Throwable cause) {}
    };

    private final ActorClock clock = new ActorClock(ConfigFactory.empty(), NoLogging.getInstance(), Thread::new);
    private final List<String> said = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        clock.close();
    }

    @Test
    void timersGoOffInTheOrderOfTheirTimes() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        clock.scheduleOnce(Duration.ofMillis(60), over::countDown, SAME_THREAD);
        clock.scheduleOnce(Duration.ofMillis(30), () -> said.add("second"), SAME_THREAD);
        clock.scheduleOnce(Duration.ZERO, () -> said.add("first"), SAME_THREAD);

        assertThat(over.await(10, SECONDS)).isTrue();
        assertThat(said).containsExactly("first", "second");
    }

    @Test
    void repeatedTimersGoOnUntilTheyAreCancelled() throws Exception {
        CountDownLatch fixedDelay = new CountDownLatch(3);
        CountDownLatch fixedRate = new CountDownLatch(3);
        Cancellable one =
                clock.scheduleWithFixedDelay(Duration.ZERO, Duration.ofMillis(2), fixedDelay::countDown, SAME_THREAD);
        Cancellable other =
                clock.scheduleAtFixedRate(Duration.ZERO, Duration.ofMillis(2), fixedRate::countDown, SAME_THREAD);

        assertThat(fixedDelay.await(10, SECONDS)).isTrue();
        assertThat(fixedRate.await(10, SECONDS)).isTrue();
        assertThat(one.cancel()).isTrue();
        assertThat(other.cancel()).isTrue();
        assertThat(one.isCancelled()).isTrue();
        assertThat(other.cancel()).isFalse();
    }

    @Test
    void slowTimersMeetAndKeepTheirPace() {
        long second = 1_000_000_000L;
        assertThat(ActorClock.together(second / 5, 123)).isEqualTo(second / 5);
        assertThat(ActorClock.together(second, second + 1_000)).isEqualTo(second - 1_000);
        assertThat(ActorClock.together(3 * second, 1_700_000_000L)).isEqualTo(3_300_000_000L);
        assertThat(ActorClock.together(5 * second, 2_260_000_000L)).isEqualTo(4_740_000_000L);
    }

    @Test
    void whatFailsIsNotRepeated() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Cancellable failing = clock.scheduleWithFixedDelay(
                Duration.ZERO,
                Duration.ofMillis(1),
                () -> {
                    said.add("failed");
                    throw new IllegalStateException("as wanted");
                },
                REPORTS_NOTHING);
        clock.scheduleOnce(Duration.ofMillis(50), over::countDown, SAME_THREAD);

        assertThat(over.await(10, SECONDS)).isTrue();
        assertThat(said).containsExactly("failed");
        assertThat(failing.isCancelled()).isTrue();
    }

    @Test
    void aCancelledTimerDoesNotGoOff() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Cancellable cancelled = clock.scheduleOnce(Duration.ofMillis(20), () -> said.add("cancelled"), SAME_THREAD);
        clock.scheduleOnce(Duration.ofMillis(60), over::countDown, SAME_THREAD);

        assertThat(cancelled.cancel()).isTrue();
        assertThat(over.await(10, SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(cancelled.isCancelled()).isTrue();
    }

    @Test
    void whatHasToRunRunsOnceAtTheEndAtTheLatest() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Scheduler.TaskRunOnClose soon = () -> said.add("soon");
        Scheduler.TaskRunOnClose never = () -> said.add("never");
        Scheduler.TaskRunOnClose late = () -> said.add("late");
        clock.scheduleOnce(Duration.ZERO, soon, SAME_THREAD);
        assertThat(clock.scheduleOnce(Duration.ofHours(1), never, SAME_THREAD).cancel())
                .isTrue();
        clock.scheduleOnce(Duration.ofHours(1), late, SAME_THREAD);
        clock.scheduleOnce(Duration.ofHours(1), () -> said.add("plain"), SAME_THREAD);
        clock.scheduleOnce(Duration.ofMillis(10), over::countDown, SAME_THREAD);
        assertThat(over.await(10, SECONDS)).isTrue();

        clock.close();

        assertThat(said).containsExactly("soon", "late");
        assertThatThrownBy(() -> clock.scheduleOnce(Duration.ZERO, () -> said.add("after"), SAME_THREAD))
                .isInstanceOf(IllegalStateException.class);
    }
}
