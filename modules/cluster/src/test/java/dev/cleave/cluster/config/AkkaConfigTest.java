package dev.cleave.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AkkaConfigTest {

    @Test
    void whatTheBuildHasKeptIsWhatMergingGives() {
        Config kept = AkkaConfig.kept();
        assertThat(kept).as("the resource that the build makes").isNotNull();
        Config merged = AkkaConfig.merge();

        for (Map.Entry<String, ConfigValue> entry : kept.entrySet()) {
            assertThat(comparable(merged.getValue(entry.getKey()).unwrapped()))
                    .as(entry.getKey())
                    .isEqualTo(comparable(entry.getValue().unwrapped()));
        }
    }

    /** Lists that several jars add to are in the order of the class path, which is another here. */
    private static Object comparable(Object value) {
        return value instanceof List<?> list ? Set.copyOf(list) : value;
    }

    @Test
    void ourOwnValuesCountAndAkkasOwnAreThere() {
        Config config = AkkaConfig.setup(Map.of("akka.cluster.min-nr-of-members", 2))
                .config()
                .get();

        assertThat(config.getString("akka.actor.provider")).isEqualTo("cluster");
        assertThat(config.getString("akka.remote.artery.transport")).isEqualTo("tcp");
        assertThat(config.getInt("akka.cluster.min-nr-of-members")).isEqualTo(2);
    }

    @Test
    void systemPropertiesCountMoreThanDefaultsAndLessThanWhatASystemHasForItself() {
        String elsewhere = "akka.remote.artery.bind.port";
        String roles = "akka.cluster.role-of-test";
        System.setProperty(elsewhere, "4711");
        System.setProperty(roles, "property");
        try {
            Config config = AkkaConfig.setup(Map.of(roles, "own")).config().get();

            assertThat(config.getInt(elsewhere)).isEqualTo(4711);
            assertThat(config.getString(roles)).isEqualTo("own");
        } finally {
            System.clearProperty(elsewhere);
            System.clearProperty(roles);
        }
    }

    @Test
    void noBindingNamesASerializerThatWasLeftOut() {
        Config actor = AkkaConfig.setup(Map.of()).config().get().getConfig("akka.actor");

        assertThat(actor.getObject("serializers").keySet())
                .contains("cleave", "akka-cluster", "akka-singleton", "akka-system-msg")
                .doesNotContain("akka-replicated-data")
                .containsAll(actor.getObject("serialization-bindings").unwrapped().values().stream()
                        .map(String::valueOf)
                        .toList());
    }

    @Test
    void aTreeOfValuesComesBackAsItWas() throws IOException {
        Map<String, Object> tree = Map.of(
                "list",
                List.of(1, "two", List.of()),
                "map",
                Map.of("a.b", 1L << 40, "half", 0.5),
                "on",
                true,
                "off",
                false);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ValueTree.write(tree, new DataOutputStream(bytes));

        assertThat(ValueTree.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(tree);
        assertThatThrownBy(() -> ValueTree.write(Map.of("when", new Date()), new DataOutputStream(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected: a map");
    }
}
