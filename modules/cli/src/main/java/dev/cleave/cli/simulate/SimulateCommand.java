package dev.cleave.cli.simulate;

import dev.cleave.api.Arguments;
import dev.cleave.api.InvalidArgumentException;
import dev.cleave.api.Job;
import dev.cleave.api.JobContext;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.program.BundledPrograms;
import dev.cleave.cli.program.Program;
import dev.cleave.cli.report.Units;
import dev.cleave.core.job.Outcome;
import dev.cleave.simulator.CostModel;
import dev.cleave.simulator.Simulation;
import dev.cleave.simulator.SimulationReport;
import dev.cleave.simulator.SimulationSettings;
import dev.cleave.simulator.network.BatchCost;
import dev.cleave.simulator.tree.LikeTree;
import dev.cleave.simulator.tree.RecordedTree;
import dev.cleave.simulator.tree.RecursionTree;
import dev.cleave.simulator.tree.Subtree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code cleave simulate}: walks a program's tree here, and runs it, or one like it, on a simulated cluster of any size:
 * the decisions are those of a real one, everything else is virtual.
 */
public final class SimulateCommand {

    private static final long LIMIT_NANOS = 30L * 24 * 3600 * 1_000_000_000L;

    private final Output output;

    /**
     * A command that has not begun.
     *
     * @param output where its words go
     */
    public SimulateCommand(Output output) {
        this.output = output;
    }

    /**
     * Simulates a job.
     *
     * @param given the options
     * @return how it went
     * @throws CommandException if it cannot be simulated
     */
    public ExitCode run(Given given) {
        SimulateOptions options = SimulateOptions.of(given);
        Program program = BundledPrograms.named(options.program());
        Arguments arguments = program.check(options.parameters());
        ProgramWalk.Walked walked = walk(program.job(), arguments, options);
        long ownWork = options.measuredWork().orElse(walked.workNanos());
        RecordedTree recorded = walked.tree(ownWork);
        List<String> treeIs = new ArrayList<>();
        treeIs.add(describe(walked, recorded, ownWork, options));
        RecursionTree tree = options.workPerCore().isPresent() ? like(recorded, options, treeIs) : recorded;
        SimulatedRun run = simulate(tree, walked, treeIs, options);
        if (options.json()) {
            output.out().println(SimulationText.json(run));
        } else {
            SimulationText.lines(run).forEach(output.out()::println);
        }
        run.report().violations().forEach(violation -> output.say("rule broken: " + violation));
        boolean isFine = run.report().outcome() instanceof Outcome.Succeeded
                && run.report().violations().isEmpty();
        return isFine ? ExitCode.SUCCESS : ExitCode.JOB_FAILED;
    }

    private <P, R> ProgramWalk.Walked walk(Job<P, R> job, Arguments arguments, SimulateOptions options) {
        try {
            P root = job.rootProblem(arguments);
            return ProgramWalk.of(job.program(new Context(arguments, output)), root, options.grain());
        } catch (InvalidArgumentException refused) {
            throw CommandException.usage(String.valueOf(refused.getMessage()));
        } catch (CommandException refused) {
            throw refused;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError broken) {
            throw CommandException.usage("the tree of " + job.name() + " cannot be walked here: " + broken
                    + " (expected: a job that succeeds)");
        }
    }

    private static String describe(
            ProgramWalk.Walked walked, RecordedTree recorded, long ownWork, SimulateOptions options) {
        String how = walked.withSolver()
                ? "its sequential solver for what is short, each call measured"
                : walked.measuredEach() ? "each step measured" : "all steps equally long";
        return "walked here, " + Units.count(walked.subproblems()) + " subproblems, " + how + ", "
                + Units.time(walked.workNanos()) + " of processor time"
                + (options.measuredWork().isPresent() ? ", scaled to the measured " + Units.time(ownWork) : "")
                + "; kept as " + Units.count(recorded.root().size()) + " pieces, what takes less than "
                + Units.time(options.grain()) + " not taken apart";
    }

    private static RecursionTree like(RecordedTree recorded, SimulateOptions options, List<String> treeIs) {
        long work = Math.multiplyExact(options.workPerCore().orElse(0L), (long) options.lanes());
        double times = work / (double) recorded.workNanos();
        long pieces = Math.max(1, Math.round(recorded.root().size() * times));
        treeIs.add("generated like it, with " + Units.threeDigits(times)
                + " times its work: subproblems divide as its own of the corresponding size do, drawn by chance");
        return new LikeTree(recorded, pieces, options.seed(), work);
    }

    private SimulatedRun simulate(
            RecursionTree tree, ProgramWalk.Walked walked, List<String> treeIs, SimulateOptions options) {
        BatchCost coordinator = options.messageCost() == 0
                ? BatchCost.FREE
                : new BatchCost(
                        options.messageCost(), BatchCost.MEASURED.messageNanos(), BatchCost.MEASURED.entryNanos());
        CostModel costs = new CostModel(coordinator, options.bytesPerSecond(), options.slowNode());
        Simulation simulation = new Simulation(
                        SimulationSettings.of(options.seed(), tree, options.nodes(), options.cores(), options.latency())
                                .withCosts(costs)
                                .withLimit(LIMIT_NANOS))
                .watchingFor(SimulationText.RAMPED_UP);
        options.failEvery().ifPresent(every -> Mishaps.plan(simulation, options.seed(), every, options.cores()));
        long began = System.nanoTime();
        SimulationReport report = simulation.run();
        long took = System.nanoTime() - began;
        return new SimulatedRun(
                options,
                text(options.parameters()),
                treeIs,
                walked.subproblems(),
                tree.root().size(),
                tree instanceof RecordedTree recorded ? recorded.spanNanos() : largestChain(tree),
                !(tree instanceof RecordedTree),
                report,
                simulation.clock().happened(),
                took);
    }

    /** The way down to the largest child each time: no chain of steps takes less than the longest one. */
    private static long largestChain(RecursionTree tree) {
        long chain = 0;
        Subtree at = tree.root();
        while (true) {
            chain += tree.nanos(at.first(), at.first() + 1);
            int children = tree.children(at);
            if (children == 0) {
                return chain;
            }
            Subtree largest = tree.child(at, 0);
            for (int i = 1; i < children; i++) {
                Subtree child = tree.child(at, i);
                largest = child.size() > largest.size() ? child : largest;
            }
            at = largest;
        }
    }

    private static String text(Map<String, String> parameters) {
        StringBuilder text = new StringBuilder();
        parameters.forEach(
                (name, value) -> text.append(" -p ").append(name).append('=').append(value));
        return text.toString();
    }

    private record Context(Arguments arguments, Output output) implements JobContext {
        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void log(String line) {
            output.err().println(line);
        }
    }
}
