package dev.cleave.cluster;

import dev.cleave.api.Code;
import dev.cleave.cluster.transport.ClusterStartException;
import dev.cleave.cluster.transport.TransportSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The settings of a node as plain arguments of a process, and back. */
final class NodeArguments {

    private NodeArguments() {}

    static List<String> of(NodeSettings settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--name", settings.name(),
                "--host", settings.transport().host(),
                "--port", String.valueOf(settings.transport().port()),
                "--dir", settings.folder().toString(),
                "--lanes", String.valueOf(settings.lanes()),
                "--give-up-after-ms", String.valueOf(settings.giveUpAfter().toMillis())));
        for (String seed : settings.seeds()) {
            arguments.addAll(List.of("--seed", seed));
        }
        Path tls = settings.transport().tls();
        if (tls != null) {
            arguments.addAll(List.of("--tls", tls.toString()));
        }
        if (settings.transport().insecure()) {
            arguments.add("--insecure");
        }
        if (settings.attached()) {
            arguments.add("--attached");
        }
        return arguments;
    }

    static NodeSettings parse(String[] arguments) throws ClusterStartException {
        String name = "node";
        String host = "127.0.0.1";
        int port = 0;
        Path folder = Path.of(".cleave", "node");
        int lanes = Runtime.getRuntime().availableProcessors();
        long giveUpAfterMillis = 0;
        List<String> seeds = new ArrayList<>();
        Path tls = null;
        boolean insecure = false;
        boolean attached = false;
        for (int i = 0; i < arguments.length; i++) {
            String option = arguments[i];
            switch (option) {
                case "--insecure" -> insecure = true;
                case "--attached" -> attached = true;
                case "--name" -> name = value(arguments, ++i);
                case "--host" -> host = value(arguments, ++i);
                case "--port" -> port = (int) number(option, value(arguments, ++i));
                case "--dir" -> folder = Path.of(value(arguments, ++i));
                case "--lanes" -> lanes = (int) number(option, value(arguments, ++i));
                case "--give-up-after-ms" -> giveUpAfterMillis = number(option, value(arguments, ++i));
                case "--seed" -> seeds.add(value(arguments, ++i));
                case "--tls" -> tls = Path.of(value(arguments, ++i));
                default ->
                    throw new ClusterStartException(
                            Code.INVALID_ARGUMENT,
                            option + " (expected: --name, --host, --port, --dir, --lanes, --seed, --tls, --insecure, "
                                    + "--attached or --give-up-after-ms)");
            }
        }
        return new NodeSettings(
                name,
                new TransportSettings(host, port, tls, insecure),
                seeds,
                folder,
                lanes,
                attached,
                Duration.ofMillis(giveUpAfterMillis));
    }

    private static String value(String[] arguments, int at) throws ClusterStartException {
        if (at >= arguments.length) {
            throw new ClusterStartException(Code.INVALID_ARGUMENT, arguments[at - 1] + " (expected: a value after it)");
        }
        return arguments[at];
    }

    private static long number(String option, String text) throws ClusterStartException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ClusterStartException(Code.INVALID_ARGUMENT, option + ": " + text + " (expected: a number)");
        }
    }
}
