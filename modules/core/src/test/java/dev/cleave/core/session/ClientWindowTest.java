package dev.cleave.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.api.JobFailure;
import dev.cleave.core.lease.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientWindowTest {

    private static final Payload SOME = new Payload.Inline(new byte[] {7});

    private final List<ToSession> said = new ArrayList<>();
    private final List<Integer> ended = new ArrayList<>();
    private final ClientWindow window = new ClientWindow(new ClientWindow.Port() {
        @Override
        public void send(ToSession message) {
            said.add(message);
        }

        @Override
        public void begun(int number) {
            // Of no account.
        }

        @Override
        public void ended(int number, Payload result) {
            ended.add(number);
        }

        @Override
        public void failed(int number, JobFailure failure) {
            ended.add(-number);
        }
    });

    private void open(int room) {
        window.connected(0);
        window.receive(new FromSession.Opened(room), 0);
    }

    @Test
    void thereIsNoRoomBeforeTheStreamIsOpenNorWhileAWindowIsOutstanding() {
        assertThat(window.room()).isZero();
        open(2);
        assertThat(window.add(false, SOME)).isZero();
        assertThat(window.add(false, SOME)).isEqualTo(1);
        assertThat(window.room()).isZero();
        window.receive(new FromSession.Ended(0, SOME), 0);
        assertThat(window.room()).isEqualTo(1);
    }

    @Test
    void aResultIsTakenOnce() {
        open(2);
        window.add(false, SOME);
        window.receive(new FromSession.Ended(0, SOME), 0);
        window.receive(new FromSession.Ended(0, SOME), 0);
        assertThat(ended).containsExactly(0);
        window.tick(0);
        assertThat(said).last().isEqualTo(new ToSession.Unwanted(List.of(0, 0)));
    }

    @Test
    void nothingIsHeardOfWhatWasDropped() {
        open(2);
        window.add(false, SOME);
        window.drop(0);
        window.receive(new FromSession.Ended(0, SOME), 0);
        assertThat(ended).isEmpty();
    }

    @Test
    void whatIsOutstandingIsSaidOverTheNextStreamAndSentAgainIfItIsMissing() {
        open(4);
        window.add(false, SOME);
        window.add(true, SOME);
        window.receive(new FromSession.Ended(0, SOME), 0);
        window.broken();
        window.add(false, SOME);
        said.clear();
        open(4);
        assertThat(said).containsExactly(new ToSession.Holding(2, List.of(1, 2)));
        window.receive(new FromSession.Missing(List.of(0, 2)), 0);
        assertThat(said).last().isEqualTo(new ToSession.Chunk(2, false, SOME));
        assertThat(said).hasSize(2);
    }

    @Test
    void afterASilenceItSaysWhatItWaitsFor() {
        open(4);
        window.add(false, SOME);
        said.clear();
        window.tick(ClientWindow.SILENCE_NANOS - 1);
        assertThat(said).isEmpty();
        window.tick(ClientWindow.SILENCE_NANOS);
        assertThat(said).containsExactly(new ToSession.Holding(0, List.of(0)));
    }

    @Test
    void whoWaitsForNothingSaysNowAndThenThatItIsThere() {
        open(4);
        window.tick(ClientWindow.ALIVE_NANOS);
        assertThat(said).containsExactly(new ToSession.Alive());
    }
}
