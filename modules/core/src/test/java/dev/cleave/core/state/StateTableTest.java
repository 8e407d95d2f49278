package dev.cleave.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StateTableTest {

    private enum Light {
        RED,
        GREEN,
        BROKEN
    }

    private enum Event {
        SWITCH,
        HIT_BY_CAR
    }

    private final StateTable<Light, Event> table = StateTable.startingIn(Light.class, Event.class, Light.RED)
            .allow(Light.RED, Event.SWITCH, Light.GREEN)
            .allow(Light.GREEN, Event.SWITCH, Light.RED)
            .allow(Light.GREEN, Event.HIT_BY_CAR, Light.BROKEN)
            .build();

    @Test
    void anEventLeadsToTheDeclaredState() {
        assertThat(table.after(Light.RED, Event.SWITCH)).isEqualTo(Light.GREEN);
        assertThat(table.allows(Light.RED, Event.HIT_BY_CAR)).isFalse();
    }

    @Test
    void anEventThatIsNotDeclaredIsRefusedWithWhatIs() {
        assertThatThrownBy(() -> table.after(Light.RED, Event.HIT_BY_CAR))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Light RED: HIT_BY_CAR (expected: [SWITCH])");
        assertThatThrownBy(() -> table.after(Light.BROKEN, Event.SWITCH))
                .hasMessage("Light BROKEN: SWITCH (expected: nothing more)");
    }

    @Test
    void drawsItself() {
        assertThat(table.toMermaid()).isEqualTo("""
                        stateDiagram-v2
                            [*] --> RED
                            RED --> GREEN : switch
                            GREEN --> RED : switch
                            GREEN --> BROKEN : hit by car
                            BROKEN --> [*]
                        """);
    }
}
