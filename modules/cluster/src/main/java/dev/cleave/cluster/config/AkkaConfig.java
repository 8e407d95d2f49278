package dev.cleave.cluster.config;

import akka.actor.BootstrapSetup;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of actor systems: {@code cleave-akka.conf} on top of the defaults of Akka's jars.
 *
 * <p>Finding, parsing and merging those takes longer than anything else before an actor system starts. So the build does it
 * once, and keeps what comes of it as a tree of values ({@value #MERGED}); without that it is done anew each time.
 */
public final class AkkaConfig {

    private static final String PREFIX = "akka.";
    private static final String OURS = "cleave-akka.conf";
    private static final String MERGED = "cleave-akka.values";
    private static final String SERIALIZERS = "akka.actor.serializers";
    private static final String BINDINGS = "akka.actor.serialization-bindings";

    /** Serializers of parts of Akka that are not used here, each of which is made and asked when a system starts. */
    private static final Set<String> UNUSED_SERIALIZERS = Set.of(
            "akka-cluster-client",
            "akka-data-replication",
            "akka-pubsub",
            "akka-replicated-data",
            "akka-stream-ref",
            "daemon-create",
            "reliable-delivery",
            "service-key",
            "typed-cluster");

    private AkkaConfig() {}

    /**
     * Writes what the build keeps.
     *
     * @param arguments the folder for it, that of the classes
     * @throws IOException if it cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("arguments: " + Arrays.toString(arguments) + " (expected: a folder)");
        }
        write(Path.of(arguments[0]).resolve(MERGED));
    }

    /**
     * What an actor system is to be set up with. System properties of this process whose names begin with {@code akka.} count
     * more than what the build has kept, and less than {@code own}.
     *
     * @param own what it has for itself, an address above all, as paths and values
     */
    public static BootstrapSetup setup(Map<String, Object> own) {
        Map<String, Object> values = new TreeMap<>();
        Properties properties = System.getProperties();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                values.put(name, properties.getProperty(name));
            }
        }
        values.putAll(own);
        Config overrides = ConfigFactory.empty();
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            overrides = overrides.withValue(entry.getKey(), ConfigValueFactory.fromAnyRef(entry.getValue()));
        }
        ClassLoader loader = AkkaConfig.class.getClassLoader();
        Config kept = kept();
        return kept == null
                ? BootstrapSetup.create().withClassloader(loader).withConfig(overrides.withFallback(merge()))
                : BootstrapSetup.create()
                        .withClassloader(new QuietLoader(loader))
                        .withConfig(overrides.withFallback(kept));
    }

    /** What the build has kept; null if it has not. */
    static @Nullable Config kept() {
        try (InputStream in = AkkaConfig.class.getClassLoader().getResourceAsStream(MERGED)) {
            if (in == null) {
                return null;
            }
            return ConfigValueFactory.fromMap(
                            ValueTree.read(new DataInputStream(new ByteArrayInputStream(in.readAllBytes()))), MERGED)
                    .toConfig();
        } catch (IOException broken) {
            throw new UncheckedIOException("resource " + MERGED + " cannot be read", broken);
        }
    }

    /** Parses and merges, and leaves out what is not used. */
    static Config merge() {
        ClassLoader loader = AkkaConfig.class.getClassLoader();
        Config merged = ConfigFactory.parseResources(
                        loader, OURS, ConfigParseOptions.defaults().setAllowMissing(false))
                .withFallback(ConfigFactory.parseResources(loader, "reference.conf"))
                .resolve();
        return withoutUnused(merged);
    }

    private static Config withoutUnused(Config merged) {
        Map<String, Object> serializers = merged.getObject(SERIALIZERS).unwrapped();
        Map<String, Object> bindings = merged.getObject(BINDINGS).unwrapped();
        serializers.keySet().removeAll(UNUSED_SERIALIZERS);
        bindings.values().removeAll(UNUSED_SERIALIZERS);
        return merged.withValue(SERIALIZERS, ConfigValueFactory.fromMap(serializers))
                .withValue(BINDINGS, ConfigValueFactory.fromMap(bindings));
    }

    private static void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            ValueTree.write(merge().root().unwrapped(), out);
        }
    }
}
