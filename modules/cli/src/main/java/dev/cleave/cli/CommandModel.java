package dev.cleave.cli;

import static dev.cleave.cli.Specs.argument;
import static dev.cleave.cli.Specs.arguments;
import static dev.cleave.cli.Specs.choice;
import static dev.cleave.cli.Specs.command;
import static dev.cleave.cli.Specs.flag;
import static dev.cleave.cli.Specs.many;
import static dev.cleave.cli.Specs.value;

import dev.cleave.cli.command.Values;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Which commands, options and parameters there are, and what the help says of them.
 *
 * <p>Values are taken as text here and read by {@link Values}, so that every refusal sounds alike. Built by hand, since
 * reading annotations would cost more time than the rest of the start.
 */
final class CommandModel {

    private static final String FOOTER_EXIT_CODES =
            "%nExit codes: 0 success, 1 the job failed, 2 usage, 3 no cluster, 124 timeout, 130 interrupted.";

    private CommandModel() {}

    /** All commands, in the order of the help. */
    static final List<String> NAMES = List.of(
            "run",
            "node",
            "submit",
            "jobs",
            "job",
            "watch",
            "result",
            "logs",
            "why",
            "cancel",
            "retry",
            "nodes",
            "drain",
            "token",
            "backup",
            "simulate",
            "graph",
            "pipeline",
            "programs",
            "bench",
            "ca",
            "classpath",
            "completion",
            "version",
            "help");

    /** The model of the whole. */
    static CommandSpec cleave() {
        return cleave(NAMES);
    }

    /** The model of what these arguments need: of one command if they begin with it, else of the whole. */
    static CommandSpec cleaveFor(String... arguments) {
        boolean one = arguments.length > 0 && NAMES.contains(arguments[0]) && !needsAll(arguments[0]);
        return cleave(one ? List.of(arguments[0]) : NAMES);
    }

    private static boolean needsAll(String command) {
        return command.equals("help") || command.equals("completion");
    }

    private static CommandSpec cleave(List<String> commands) {
        CommandSpec cleave = command("cleave", "Runs divide-and-conquer programs on a cluster.");
        cleave.addOption(flag("-V", "--version", "Print the version.").build());
        for (String name : commands) {
            cleave.addSubcommand(name, named(name));
        }
        cleave.usageMessage().footer("%n'cleave help COMMAND' says more. A first run:%n%n  cleave run nqueens -p n=15");
        return cleave;
    }

    private static CommandSpec named(String name) {
        return switch (name) {
            case "run" -> run();
            case "node" -> node();
            case "simulate" -> simulate();
            case "graph" -> graph();
            case "pipeline" -> PipelineModel.pipeline();
            case "programs" -> programs();
            case "bench" -> bench();
            case "ca" -> ca();
            case "classpath" -> command("classpath", "Prints what to compile a program against.");
            case "completion" -> completion();
            case "version" -> command("version", "Prints the versions of Cleave and of the JDK it runs on.");
            case "help" -> help();
            default -> ClientModel.named(name);
        };
    }

    private static CommandSpec help() {
        CommandSpec help = command("help", "Prints the help of a command.");
        help.addPositional(argument("COMMAND", "The command."));
        return help;
    }

    private static CommandSpec completion() {
        CommandSpec completion = command(
                "completion",
                "Prints what makes a shell complete commands and options.",
                "",
                "  source <(cleave completion bash)     in ~/.bashrc",
                "  source <(cleave completion zsh)      in ~/.zshrc",
                "");
        completion.addPositional(argument("SHELL", "bash or zsh."));
        return completion;
    }

    private static CommandSpec run() {
        CommandSpec run = command(
                "run",
                "Runs a job on nodes started for it, and prints its result.",
                "",
                "PROGRAM is the name of a program that comes with Cleave ('cleave programs' lists them), a Java file,"
                        + " or with --jar the class of a job in it.",
                "");
        run.addPositional(argument("PROGRAM", "A name, File.java, or with --jar a class."));
        run.addOption(many("name=value", "A parameter of the job; may be repeated.", "-p", "--parameter"));
        run.addOption(many("FILE", "A jar with the job or with what it needs; may be repeated.", "--jar"));
        run.addOption(value("N", "How many nodes to start here; 0: only those that join. Default: 2.", "--nodes"));
        run.addOption(value("K", "Lanes of each node. Default: the cores of this machine, shared out.", "--lanes"));
        run.addOption(flag("--in-process", "Run in the command's own process, without a cluster.")
                .build());
        run.addOption(value("TIME", "Give up after 90s, 5m, 1h30m; counts from the start.", "--timeout"));
        run.addOption(value("FILE", "Also write the result to a file, as the job does it.", "--out"));
        run.addOption(flag("--json", "Print one JSON document instead of result and report.")
                .build());
        run.addOption(value("DIR", "Keep logs and pid files here. Default: a temporary folder.", "--dir"));
        run.addOption(flag("-v", "--verbose", "Say more; keep the temporary folder if the job fails.")
                .build());
        run.addOption(many("OPTION", "An option for the JVM of each runner, as -Xmx512m.", "--jvm-option"));
        run.addOption(value("N", "How deep the recursion may go. Default: 10000000.", "--max-depth"));
        run.addOption(value("SIZE", "How large a problem or result may be, encoded. Default: 64MiB.", "--max-payload"));
        run.addOption(flag("--profile", "Measure every step: the exact span, at a price.")
                .build());
        addNetworkOptions(run, "Where further nodes can join. Default: 127.0.0.1, any free port.");
        run.usageMessage().footer(FOOTER_EXIT_CODES);
        return run;
    }

    private static CommandSpec node() {
        CommandSpec node = command(
                "node",
                "Starts a job service with everything in it; or, with --seed, joins one or a 'cleave run' and works for it.",
                "");
        node.addOption(value(
                "FILE",
                "Take settings from a file; options count before it, and CLEAVE_NODE_… variables.",
                "--config"));
        node.addOption(flag("--check-config", "Print what is set, and where, and start nothing.")
                .build());
        node.addOption(
                value("HOST:PORT", "Whom to join: the address that 'cleave node' or 'cleave run' names.", "--seed"));
        node.addOption(value(
                "K", "How many lanes. Default: one per core. 0 without --seed: only nodes that join.", "--lanes"));
        node.addOption(value("NAME", "What to call the node. Default: the host's name.", "--name"));
        node.addOption(value(
                "DIR",
                "Where everything is kept. Default: ~/.cleave/service; with --seed a temporary folder.",
                "--dir"));
        addNetworkOptions(
                node, "Where other nodes reach this one. Default: 127.0.0.1, port 7170; with --seed any free port.");
        node.addOption(
                value("HOST", "Where the API listens. Default: 127.0.0.1. Elsewhere by TLS only.", "--api-host"));
        node.addOption(value("PORT", "The port for that. Default: 7171.", "--api-port"));
        node.addOption(value(
                "URL",
                "A PostgreSQL database that several nodes share, so that any may be lost:"
                        + " jdbc:postgresql://HOST:PORT/DATABASE. Default: a store of its own in DIR.",
                "--store"));
        node.addOption(flag("-v", "--verbose", "Say more.").build());
        return node;
    }

    private static CommandSpec simulate() {
        CommandSpec simulate = command(
                "simulate",
                "Runs a program that comes with Cleave on a simulated cluster of any size, in virtual time.",
                "",
                "The program's tree is walked here first; then nodes and coordinator decide as real ones do, while clock,"
                        + " network and steps are virtual. What is assumed is printed with the figures.",
                "");
        simulate.addOption(value("NAME", "What to simulate: one of 'cleave programs'.", "--program"));
        simulate.addOption(many("name=value", "A parameter of the job; may be repeated.", "-p", "--parameter"));
        simulate.addOption(value("N", "How many nodes, 1 to 10000. Default: 10.", "--nodes"));
        simulate.addOption(value("K", "Lanes of each node, 1 to 1024. Default: 8.", "--cores"));
        simulate.addOption(value("TIME", "How long a message takes at least. Default: 0.2ms.", "--latency"));
        simulate.addOption(
                value("SIZE", "What each machine sends and receives per second. Default: any.", "--bandwidth"));
        simulate.addOption(
                value("TIME", "The coordinator's work for one batch of messages. Default: 5us.", "--message-cost"));
        simulate.addOption(value("SHARE", "How fast the first node is, 0.01 to 1. Default: 1.", "--slow-node"));
        simulate.addOption(value("TIME", "Let a node fail so often; another joins 10 s later.", "--fail-every"));
        simulate.addOption(value("TIME", "Work per lane, of a larger tree like the program's.", "--work"));
        simulate.addOption(value("TIME", "What the program's whole tree takes, as measured.", "--measured-work"));
        simulate.addOption(value("FILE", "The same, from the document of 'cleave run --json'.", "--measured-run"));
        simulate.addOption(value("TIME", "Shorter subproblems are not taken apart. Default: 100us.", "--grain"));
        simulate.addOption(value("S", "What all chance follows from. Default: 1.", "--seed"));
        simulate.addOption(flag("--json", "Print one JSON document.").build());
        return simulate;
    }

    private static CommandSpec graph() {
        CommandSpec graph = command(
                "graph",
                "Analyzes a graph of tasks (analyze), or draws it (show).",
                "",
                "  cleave graph analyze tasks.yaml",
                "  cleave graph show tasks.yaml --out graph.svg",
                "",
                "FILE has tasks with needs and duration in YAML or JSON, a workflow in WfFormat 1.5, or a Standard Task"
                        + " Graph.",
                "");
        graph.addPositional(arguments("ACTION", "analyze or show, and the FILE with the graph."));
        graph.addOption(choice(
                "FORMAT",
                List.of("table", "json", "yaml"),
                "analyze: table, json or yaml. Default: table.",
                "-o",
                "--output"));
        graph.addOption(value("FILE", "show: where the drawing goes, as SVG.", "--out"));
        return graph;
    }

    private static CommandSpec programs() {
        CommandSpec programs = command("programs", "Lists the programs that come with Cleave, or describes one.");
        programs.addPositional(argument("PROGRAM", "The program to describe."));
        return programs;
    }

    private static CommandSpec bench() {
        CommandSpec bench = command(
                "bench",
                "Measures how fast Cleave is on this machine, against references in the same run.",
                "",
                "Each LINE is measured in processes of its own, contenders in turn, every answer checked; without any, all"
                        + " of them are, which takes most of an hour and needs a machine with nothing else to do.",
                "");
        bench.addPositional(arguments("LINE", "A line of the table; --list names them. With --parts, a part."));
        bench.addOption(flag("--list", "Name the lines, or with --parts the parts, and measure nothing.")
                .build());
        bench.addOption(flag("--service", "The lines of the job service.").build());
        bench.addOption(value("N", "How often each contender runs, after warming up. Default: 5.", "--rounds"));
        bench.addOption(
                flag("--json", "Print one JSON document instead of a table.").build());
        bench.addOption(flag("--parts", "Measure single operations with JMH instead of the lines.")
                .build());
        bench.usageMessage()
                .footer("%nExit codes: 0 every line reached its goal, 1 one fell short or failed, 2 usage.");
        return bench;
    }

    private static CommandSpec ca() {
        CommandSpec ca = command(
                "ca",
                "Makes a private authority (init), or by it the certificate of a node (issue).",
                "",
                "  cleave ca init",
                "  cleave ca issue a.example 192.0.2.10 --out a-tls",
                "");
        ca.addPositional(arguments("ACTION", "init; or issue, and the node's host names and IP addresses."));
        ca.addOption(value("DIR", "Where the authority is. Default: cleave-ca.", "--dir"));
        ca.addOption(value("DIR", "Where a node's files go. Default: the node's first name.", "--out"));
        return ca;
    }

    private static void addNetworkOptions(CommandSpec command, String hostHelp) {
        command.addOption(value("HOST", hostHelp, "--host"));
        command.addOption(value("PORT", "The port for that.", "--port"));
        command.addOption(value("DIR", "Mutual TLS with node.key, node.crt and ca.crt of this folder.", "--tls"));
        command.addOption(flag("--insecure-network", "Allow a host other than loopback without --tls.")
                .build());
    }
}
