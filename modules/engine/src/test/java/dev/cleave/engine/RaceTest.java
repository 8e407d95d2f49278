package dev.cleave.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.lease.Lease.Care;
import dev.cleave.core.lease.LeaseId;
import dev.cleave.core.measure.Measured;
import dev.cleave.core.path.PathKey;
import dev.cleave.engine.programs.Fibonacci;
import dev.cleave.engine.programs.Together;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Every racy step of the engine, on the real classes, with threads that collide on purpose. */
class RaceTest {

    private static final long MILLIS = Long.getLong("race.millis", 800);

    private static Frame frame(int children) {
        return new Frame(
                "problem", children, List.<Object>of("a", "b", "c", "d").subList(0, children), null, 0, 0);
    }

    private static final class Claims {
        final Frame frame = frame(3);
        final AtomicIntegerArray claimed = new AtomicIntegerArray(3);

        Claims() {
            frame.publishUnowned();
        }

        void claim() {
            int index = frame.claim();
            if (index >= 0) {
                claimed.incrementAndGet(index);
            }
        }

        void check() {
            for (int i = 0; i < 3; i++) {
                assertThat(claimed.get(i)).isEqualTo(1);
            }
            assertThat(frame.isOpen()).isFalse();
        }
    }

    @Test
    void aChildIsClaimedOnceByLanesOrShed() throws Exception {
        long tried = Together.run(
                MILLIS,
                Claims::new,
                Claims::check,
                c -> {
                    c.claim();
                    c.claim();
                },
                Claims::claim,
                c -> {
                    c.claim();
                    c.claim();
                });
        assertThat(tried).isPositive();
    }

    private static final class Deliveries {
        final Frame frame = frame(3);
        final AtomicInteger completions = new AtomicInteger();
        volatile long seen;

        Deliveries(boolean isOwned) {
            if (isOwned) {
                frame.publish(0);
            } else {
                frame.publishUnowned();
            }
            frame.next = 3;
        }

        void deliver(int child) {
            if (frame.deliver(child, child + 1, 10, 10L * child, 100)) {
                complete();
            }
        }

        void release() {
            if (frame.release()) {
                complete();
            }
        }

        void complete() {
            completions.incrementAndGet();
            long sum = 0;
            for (Object result : frame.results()) {
                sum += (Integer) result;
            }
            Measured total = frame.cost().total();
            seen = sum * 1_000_000 + total.workNanos() * 1_000 + total.spanNanos() + total.subproblems() / 100;
        }

        void check() {
            assertThat(completions.get()).isEqualTo(1);
            assertThat(seen).isEqualTo(6 * 1_000_000 + 30 * 1_000 + 20 + 3);
        }
    }

    @Test
    void theLastOfSeveralDeliveriesCombinesAloneAndSeesAll() throws Exception {
        Together.run(
                MILLIS,
                () -> new Deliveries(false),
                Deliveries::check,
                d -> d.deliver(0),
                d -> d.deliver(1),
                d -> d.deliver(2));
    }

    @Test
    void theOwnersTokenAndTheLastDeliveryDoNotBothCombine() throws Exception {
        Together.run(
                MILLIS,
                () -> new Deliveries(true),
                Deliveries::check,
                d -> {
                    d.deliver(0);
                    d.release();
                },
                d -> {
                    d.deliver(1);
                    d.deliver(2);
                });
    }

    /** A lane without a thread, whose stack of three frames the test moves about. */
    private static final class Stack {
        final Kernel kernel = KERNEL;
        final LeaseRun lease = new LeaseRun(
                new Assignment<>(new LeaseId(PathKey.ROOT, 1), 0, 1L << 40, "root", List.of(), Care.NORMAL));
        final Lane lane = new Lane(kernel, "never-started");
        final LaneFrames frames = new LaneFrames(kernel, lane);
        final Frame bottom = frame(3);
        final Frame middle = frame(1);
        final Frame top = frame(2);
        final AtomicInteger ended = new AtomicInteger();
        final AtomicLong sum = new AtomicLong();

        Stack() {
            frames.begin(lease, 0);
            push(bottom, null);
            bottom.claimOwn();
            push(middle, bottom);
            middle.claimOwn();
            push(top, middle);
        }

        private void push(Frame frame, Frame parent) {
            frame.parent = parent;
            frames.push(frame);
        }

        /** Takes what is on offer and finishes it, as a lane would: each leaf counts 1. */
        void steal(int most) {
            for (int i = 0; i < most; i++) {
                Published entry = lane.open.peekFirst();
                if (entry == null) {
                    return;
                }
                int child = entry.frame.claim();
                if (child < 0) {
                    lane.open.remove(entry);
                } else {
                    assertThat(Piece.problemOf(entry.frame, child)).isNotNull();
                    carry(entry.frame, child, 1L);
                }
            }
        }

        void carry(Frame to, int index, long value) {
            Frame frame = to;
            int child = index;
            long carried = value;
            while (frame != null && frame.deliver(child, carried, 1, 1, 1)) {
                carried = total(frame);
                child = frame.index;
                frame = frame.parent;
            }
            if (frame == null) {
                ended.incrementAndGet();
                sum.set(carried);
            }
        }

        private static long total(Frame frame) {
            long total = 0;
            for (Object result : frame.results()) {
                total += (Long) result;
            }
            return total;
        }

        void publishSome() {
            frames.publish(1, 0);
            frames.publish(5, 0);
        }

        void detach() {
            Frame complete = frames.detach();
            if (complete != null) {
                long value = total(complete);
                if (complete.parent == null) {
                    ended.incrementAndGet();
                    sum.set(value);
                } else {
                    carry(complete.parent, complete.index, value);
                }
            }
        }

        void check() {
            steal(20);
            assertThat(ended.get()).isEqualTo(1);
            assertThat(sum.get()).isEqualTo(4);
        }
    }

    private static final Kernel KERNEL = kernel();

    @SuppressWarnings("unchecked")
    private static <T> T as(Object any) {
        return (T) any;
    }

    private static Kernel kernel() {
        return new Kernel(as(new Fibonacci()), as(EngineSettings.ofLanes(0)), new Recorder<>(), new BestKnown());
    }

    @Test
    void framesClaimedWhileTheyArePublishedAndDetachedAreCombinedOnce() throws Exception {
        Together.run(
                MILLIS * 2,
                Stack::new,
                Stack::check,
                s -> {
                    s.publishSome();
                    s.detach();
                },
                s -> s.steal(6));
    }

    @Test
    void twoThievesAndADetachingOwnerCombineOnce() throws Exception {
        Together.run(MILLIS * 2, Stack::new, Stack::check, Stack::detach, s -> s.steal(6), s -> s.steal(6));
    }

    private static final class Arrival {
        final Frame frame = frame(2);
        final Awaited awaited = new Awaited(KERNEL.nothing, PathKey.ROOT);
        final AtomicInteger completions = new AtomicInteger();

        Arrival() {
            frame.publish(0);
            frame.next = 2;
            frame.deliver(1, "other", 1, 1, 1);
            frame.release();
        }

        void arrive(String value) {
            count(awaited.arrive(value, new Measured(1, 1, 1)));
        }

        void bind() {
            count(awaited.bind(frame, 0));
        }

        private void count(Frame complete) {
            if (complete != null) {
                assertThat(complete).isSameAs(frame);
                completions.incrementAndGet();
            }
        }

        void check() {
            assertThat(completions.get()).isEqualTo(1);
            assertThat(frame.results()[0]).isIn("one", "two");
        }
    }

    @Test
    void aResultThatComesTwiceAndEarlyCountsOnce() throws Exception {
        Together.run(MILLIS, Arrival::new, Arrival::check, a -> a.arrive("one"), a -> a.arrive("two"), Arrival::bind);
    }

    private static final class Signal {
        final Stretch stretch = new Recursion(as(new Fibonacci()), null, null, new Captured());
        volatile int signals;

        void begin() {
            stretch.limitTo(400);
            if (signals != 0) {
                stretch.raise();
            }
        }

        void signal() {
            signals = 1;
            stretch.raise();
        }

        void check() {
            assertThat(Stretch.isCutOff(stretch, 0)).isTrue();
        }
    }

    @Test
    void aSignalThatComesWhileAStretchBeginsIsNotLost() throws Exception {
        Together.run(MILLIS, Signal::new, Signal::check, Signal::begin, Signal::signal);
    }

    private static final class Ending {
        final LeaseRun lease = new LeaseRun(new Assignment<>(
                new LeaseId(new PathKey(1, NUMBER.incrementAndGet()), 1), 0, 0, "root", List.of(), Care.NORMAL));
        final Frame frame = frame(2);

        Ending() {
            frame.publishUnowned();
        }

        void offer() {
            KERNEL.offer(new Published(lease, frame, 0));
            KERNEL.offer(new Piece(lease, frame, 0, "a", 1, 0, null));
            KERNEL.expect(lease, lease.id().key().child(1));
        }

        void end() {
            KERNEL.fail(
                    lease,
                    dev.cleave.core.path.Path.EMPTY,
                    dev.cleave.api.JobFailure.of(dev.cleave.api.Code.INTERNAL, "", "test"));
        }

        void check() {
            assertThat(KERNEL.isKnown(lease)).isFalse();
        }
    }

    private static final AtomicLong NUMBER = new AtomicLong();

    @Test
    void nothingOfALeaseThatEndsWhileFramesAreOfferedIsKept() throws Exception {
        Together.run(MILLIS, Ending::new, Ending::check, Ending::offer, Ending::end);
    }
}
