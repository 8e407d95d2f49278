import dev.cleave.api.Arguments;
import dev.cleave.api.DivideAndConquer;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.api.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A sum over a binary tree with one leaf, or one inner node, that does something it should not. */
public final class Misbehaving implements Job<Misbehaving.Node, Object> {

    static final Parameter<String> HOW = Parameter.text("how", "well", "what to do");
    static final Parameter<Integer> BUSY = Parameter.integer("busy", 0, "milliseconds that each leaf takes");

    /** A node of the tree; the odd one misbehaves. */
    public record Node(int depth, int index, Object extra) {
        boolean isOdd() {
            return depth == 4 && index == 5;
        }
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(HOW, BUSY);
    }

    @Override
    public Node rootProblem(Arguments arguments) {
        return new Node(0, 0, "");
    }

    @Override
    public DivideAndConquer<Node, Object> program(JobContext context) {
        return new Program(context.arguments().valueOf(HOW), context.arguments().valueOf(BUSY));
    }

    private record Program(String how, int busy) implements DivideAndConquer<Node, Object> {

        @Override
        public boolean isBaseCase(Node node) {
            fail("isBaseCase", node);
            return node.depth() >= 8 && !how.equals("noBaseCase");
        }

        @Override
        public Object solve(Node node) {
            long until = System.nanoTime() + busy * 1_000_000L;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            if (node.index() == 85) {
                fail("solve", node);
                switch (how) {
                    case "exit" -> System.exit(42);
                    case "memory" -> exhaustMemory();
                    case "recursion" -> recurse(node.index());
                    case "loop" -> loop();
                    default -> {}
                }
            }
            return 1;
        }

        @Override
        public List<Node> divide(Node node) {
            fail("divide", node);
            if (how.equals("null") && node.isOdd()) {
                return null;
            }
            if (how.equals("deadEnds") && node.isOdd()) {
                return List.of();
            }
            if (how.equals("noBaseCase")) {
                return List.of(new Node(node.depth() + 1, 0, ""));
            }
            List<Node> children = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                children.add(new Node(node.depth() + 1, 2 * node.index() + i, extra()));
            }
            return children;
        }

        private Object extra() {
            return switch (how) {
                case "badProblem" -> new Thread();
                case "nondeterministic" -> ThreadLocalRandom.current().nextLong();
                default -> "";
            };
        }

        @Override
        public Object combine(Node node, List<Object> results) {
            fail("combine", node);
            if (how.equals("badResult") && node.depth() == 0) {
                return List.of(1, Thread.currentThread());
            }
            if (how.equals("largeRoot") && node.depth() == 0) {
                return new byte[2_000_000];
            }
            return results.stream().mapToInt(each -> each instanceof Integer number ? number : 1).sum();
        }

        private void fail(String verb, Node node) {
            if (how.equals(verb) && (node.isOdd() || verb.equals("solve"))) {
                throw new IllegalStateException("boo in " + verb);
            }
        }

        private static void exhaustMemory() {
            List<long[]> kept = new ArrayList<>();
            while (true) {
                kept.add(new long[1 << 20]);
            }
        }

        private static int recurse(int n) {
            return recurse(n + 1) + 1;
        }

        private static void loop() {
            while (true) {
                Thread.onSpinWait();
            }
        }
    }
}
