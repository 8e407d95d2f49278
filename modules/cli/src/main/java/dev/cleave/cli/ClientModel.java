package dev.cleave.cli;

import static dev.cleave.cli.Specs.argument;
import static dev.cleave.cli.Specs.arguments;
import static dev.cleave.cli.Specs.choice;
import static dev.cleave.cli.Specs.command;
import static dev.cleave.cli.Specs.flag;
import static dev.cleave.cli.Specs.many;
import static dev.cleave.cli.Specs.value;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The commands that ask something of a job service, and what the help says of them. */
final class ClientModel {

    private static final List<String> FORMATS = List.of("table", "wide", "json", "yaml");
    private static final List<String> STATES = List.of("QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED");
    private static final List<String> ROLES = List.of("viewer", "submitter", "operator", "admin");
    private static final String ID = "The job's id, or its beginning or end if no other of the newest has the same.";

    private ClientModel() {}

    static CommandSpec named(String name) {
        CommandSpec command = switch (name) {
            case "submit" -> submit();
            case "jobs" -> jobs();
            case "job" -> listing(ofJob("job", "Shows all that is known of a job."));
            case "watch" -> ofJob("watch", "Shows what happens to a job until it ends; exits as it ended.");
            case "result" -> result();
            case "logs" -> logs();
            case "why" -> listing(ofJob("why", "Says why a job does not run, or not faster."));
            case "cancel" -> ofJob("cancel", "Asks for the end of a job.");
            case "retry" ->
                ofJob("retry", "Submits a job that failed or was cancelled once more; prints the new job's id.");
            case "nodes" -> nodes();
            case "drain" -> drain();
            case "token" -> token();
            case "backup" -> backup();
            default -> throw new IllegalArgumentException(name);
        };
        if (!name.equals("backup")) {
            command.addOption(value(
                    "NAME", "A cluster of ~/.config/cleave/clusters.properties. Default: as below.", "--cluster"));
            command.usageMessage()
                    .footer("%nThe cluster: --cluster; else CLEAVE_ADDRESS with CLEAVE_TOKEN or CLEAVE_TOKEN_FILE; else"
                            + " the default of clusters.properties; else the node of this machine."
                            + "%nExit codes: 0 success, 1 the job failed, 2 refused, 3 no cluster, 124 not ended yet, 130"
                            + " interrupted.");
        }
        return command;
    }

    private static CommandSpec submit() {
        CommandSpec submit = command(
                "submit",
                "Hands a job to a cluster, which keeps it until it has ended, and prints the job's id.",
                "",
                "PROGRAM is the name of a program that comes with the cluster, a Java file, or with --jar the class of a job"
                        + " in it.",
                "");
        submit.addPositional(argument("PROGRAM", "A name, File.java, or with --jar a class."));
        submit.addOption(many("name=value", "A parameter of the job; may be repeated.", "-p", "--parameter"));
        submit.addOption(many("FILE", "A jar with the job or with what it needs; may be repeated.", "--jar"));
        submit.addOption(
                flag("--wait", "Show how far it is, and exit as it ended.").build());
        submit.addOption(many("key=value", "A label, for people and filters; may be repeated.", "--label"));
        submit.addOption(value("N", "0 to 9, higher first; above 5 for operators. Default: 4.", "--priority"));
        submit.addOption(value("N", "Cores of the whole cluster, at most.", "--max-cores"));
        submit.addOption(value("N", "Nodes, at most.", "--max-nodes"));
        submit.addOption(value("N", "Wait until there are so many cores.", "--min-cores"));
        submit.addOption(value("TIME", "Fail if it has not ended by then: 10m, 2h, 1d.", "--deadline"));
        submit.addOption(value("N", "Try the whole job again so often. Default: 0.", "--retries"));
        submit.addOption(value("KEY", "Names this submission: again with it is the same job.", "--key"));
        submit.addOption(many("OPTION", "An option for the JVM of each runner, as -Xmx512m.", "--jvm-option"));
        submit.addOption(value("N", "How deep the recursion may go.", "--max-depth"));
        submit.addOption(value("SIZE", "How large a problem or result may be, encoded.", "--max-payload"));
        submit.addOption(flag("--profile", "Measure every step: the exact span, at a price.")
                .build());
        return submit;
    }

    private static CommandSpec jobs() {
        CommandSpec jobs = listing(command("jobs", "Lists jobs, the newest first."));
        jobs.addOption(many("STATE", "Only such: QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED.", "--state").toBuilder()
                .completionCandidates(STATES)
                .build());
        jobs.addOption(many("key=value", "Only those with this label; may be repeated.", "--label"));
        jobs.addOption(value("NAME", "Only this owner's.", "--owner"));
        jobs.addOption(value("N", "At most so many. Default: 50.", "--limit"));
        jobs.addOption(flag("--watch", "Show it again when it has changed.").build());
        return jobs;
    }

    private static CommandSpec result() {
        CommandSpec result = ofJob("result", "Prints the result of a job, as 'cleave run' does.");
        result.addOption(flag("--wait", "Wait for the end of the job.").build());
        result.addOption(many("FILE", "A jar of the job, where the cluster has no text of its result.", "--jar"));
        return result;
    }

    private static CommandSpec logs() {
        CommandSpec logs = ofJob("logs", "Prints what the code of a job has printed.");
        logs.addOption(flag("-f", "--follow", "Go on until the job has ended.").build());
        logs.addOption(value("N", "Only so many lines from the end.", "--tail"));
        return logs;
    }

    private static CommandSpec nodes() {
        CommandSpec nodes = listing(command("nodes", "Lists the nodes of the cluster."));
        nodes.addOption(flag("--watch", "Show it again when it has changed.").build());
        return nodes;
    }

    private static CommandSpec drain() {
        CommandSpec drain = command("drain", "Has a node hand over its work and take no more.");
        drain.addPositional(argument("NODE", "The node, as 'cleave nodes' names it, or the beginning of that."));
        return drain;
    }

    private static CommandSpec token() {
        CommandSpec token = listing(command(
                "token",
                "Makes (create), lists (list) and ends (revoke) the tokens by which a cluster knows people and programs.",
                "",
                "  cleave token create --role submitter --owner ann --expires 30d > ann.token",
                "  cleave token list",
                "  cleave token revoke ID",
                ""));
        token.addPositional(arguments("ACTION", "create; list; or revoke, and the id of a token."));
        token.addOption(choice(
                "ROLE", ROLES, "create: viewer, submitter (own jobs), operator (all jobs, nodes), admin.", "--role"));
        token.addOption(value("NAME", "create: whose jobs these are. Default: you.", "--owner"));
        token.addOption(flag("--upload", "create: its holder may bring code.").build());
        token.addOption(value("TIME", "create: for how long it is good, as 30d. Default: for ever.", "--expires"));
        return token;
    }

    private static CommandSpec backup() {
        CommandSpec backup = command(
                "backup",
                "Copies the store of this machine's node to a file, whether or not the node runs.",
                "",
                "Without the blobs: jars, and results above 64 KiB.",
                "");
        backup.addPositional(argument("FILE", "The copy; must not be there yet."));
        backup.addOption(value("DIR", "The folder of the node. Default: ~/.cleave/service.", "--dir"));
        return backup;
    }

    private static CommandSpec ofJob(String name, String description) {
        CommandSpec command = command(name, description);
        command.addPositional(argument("ID", ID));
        return command;
    }

    private static CommandSpec listing(CommandSpec command) {
        command.addOption(choice("FORMAT", FORMATS, "table, wide, json or yaml. Default: table.", "-o", "--output"));
        return command;
    }
}
