import dev.cleave.core.graph.analysis.GraphAnalysis;
import dev.cleave.graph.flow.Flow;
import dev.cleave.graph.flow.FlowOutcome;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

/** Three counts, two of them side by side, and what they took against the plan. */
public class Nightly {

    public static void main(String[] arguments) {
        Flow fetch = Flow.task("fetch", Duration.ofSeconds(1), () -> count(50_000_000));
        Flow left = Flow.task("left", Duration.ofSeconds(2), () -> count(100_000_000));
        Flow right = Flow.task("right", Duration.ofSeconds(2), () -> count(100_000_000));
        Flow report = Flow.task("report", () -> System.out.println("all is counted"));
        Flow nightly = report.after(Flow.sequence(fetch, Flow.parallel(left, right)));

        GraphAnalysis plan = GraphAnalysis.of(nightly.graph());
        System.out.println("planned span: " + plan.spanNanos() / 1e9 + " s, parallelism " + plan.parallelism());

        ExecutorService executor = Executors.newFixedThreadPool(2);
        FlowOutcome outcome = nightly.run(executor).toCompletableFuture().join();
        executor.shutdown();

        outcome.tasks().forEach(task -> System.out.println(task.name() + ": " + task.state()));
        System.out.println("measured span: " + GraphAnalysis.of(outcome.measured()).spanNanos() / 1e9 + " s");
    }

    private static long count(long numbers) {
        return LongStream.range(0, numbers).filter(number -> number % 7 == 3).count();
    }
}
