package dev.cleave.client.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ThrownTest {

    private static final ClassLoader LOADER = ThrownTest.class.getClassLoader();

    /** Cannot be made of a message. */
    private static final class Numbered extends Exception {
        private static final long serialVersionUID = 1L;

        Numbered(int number) {
            super("number " + number);
        }
    }

    private static Throwable travelled(Throwable thrown) {
        Copies copies = new Copies(LOADER);
        return Travelled.received(copies, Travelled.sent(copies, WorkRunner.Results.failed(1, thrown)))
                .thrown()[0];
    }

    @Test
    void anExceptionComesBackWithAllThatItSays() {
        IOException thrown = new IOException("no page", new IllegalStateException("no line"));
        thrown.addSuppressed(new AssertionError("closing"));
        Throwable back = travelled(thrown);
        assertThat(back).isNotSameAs(thrown).isInstanceOf(IOException.class).hasMessage("no page");
        assertThat(back.getCause()).isInstanceOf(IllegalStateException.class).hasMessage("no line");
        assertThat(back.getSuppressed()).hasSize(1);
        assertThat(back.getStackTrace()).isEqualTo(thrown.getStackTrace());
    }

    @Test
    void anExceptionThatCannotBeMadeAnewIsNamed() {
        assertThat(travelled(new Numbered(7)))
                .isInstanceOf(RemoteTaskException.class)
                .hasMessage(Numbered.class.getName() + ": number 7");
    }

    @Test
    void anExceptionThatCausesItselfEnds() {
        Exception a = new Exception("a");
        Exception b = new Exception("b", a);
        a.initCause(b);
        assertThat(travelled(a).getCause()).hasMessage("b").hasNoCause();
    }
}
