package dev.cleave.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalsTest {

    @TempDir
    Path folder;

    private ProcessCensus census;
    private Process sleeper;

    @BeforeEach
    void start() throws IOException {
        census = ProcessCensus.from(folder);
        // a shell with a child; the folder on the command line marks both
        sleeper = new ProcessBuilder("sh", "-c", "sleep 600 & wait", folder.toString()).start();
    }

    @AfterEach
    void end() {
        census.killAll();
        assertThat(census.awaitNone(Duration.ofSeconds(10))).isEmpty();
    }

    @Test
    void aKilledProcessIsNotAlive() {
        assertThat(Signals.isAlive(sleeper.pid())).isTrue();
        assertThat(Signals.kill(sleeper.pid())).isTrue();
        await().until(() -> !Signals.isAlive(sleeper.pid()));
        assertThat(Signals.kill(sleeper.pid())).isFalse();
    }

    @Test
    void aPausedProcessIsAliveAndCanGoOn() {
        Signals.pause(sleeper.pid());
        await().until(() -> Signals.isPaused(sleeper.pid()));
        assertThat(Signals.isAlive(sleeper.pid())).isTrue();
        Signals.resume(sleeper.pid());
        await().until(() -> !Signals.isPaused(sleeper.pid()));
    }

    @Test
    void aPausedProcessCanBeKilled() {
        Signals.pause(sleeper.pid());
        await().until(() -> Signals.isPaused(sleeper.pid()));
        Signals.kill(sleeper.pid());
        await().until(() -> !Signals.isAlive(sleeper.pid()));
    }

    @Test
    void theFirstProcessIsOutOfReach() {
        assertThatThrownBy(() -> Signals.kill(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("process 1 (expected: 2 or more)");
    }

    @Test
    void aCensusKnowsAChildWhoseParentWasKilled() {
        await().until(() -> census.alive().size() == 2);
        Signals.kill(sleeper.pid());
        await().until(() -> census.alive().size() == 1);
        assertThat(census.size()).isEqualTo(2);
        assertThat(ProcessCensus.describe(census.alive().get(0))).contains("sleep 600");
    }

    @Test
    void aCensusFindsWhatNamesTheFolderThoughItNeverSawItBelow() {
        ProcessCensus late = ProcessCensus.from(folder); // what is there already is no descendant to it
        assertThat(late.alive()).extracting(ProcessHandle::pid).contains(sleeper.pid());
    }
}
