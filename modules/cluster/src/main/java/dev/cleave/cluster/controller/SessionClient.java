package dev.cleave.cluster.controller;

import dev.cleave.core.job.Outcome;
import dev.cleave.core.session.FromSession;
import dev.cleave.core.session.ToSession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client's end of a session's stream. Called one at a time, by threads of the cluster; must return at once. */
public interface SessionClient {

    /** The coordinator's end of it. Safe for use by many threads. */
    interface Inlet {

        /** The client says something. Large problems may be written to disk on the way. */
        void say(List<ToSession> messages);

        /** Nothing more comes from this client. */
        void gone();
    }

    /** The session's coordinator listens from now on. */
    void opened(Inlet inlet);

    /** The coordinator says something; results are inline, however large. */
    void told(List<FromSession> messages);

    /**
     * Nothing more comes. Called once, last.
     *
     * @param outcome how the session ended; null if it goes on elsewhere, or another client has taken this one's place
     */
    void over(@Nullable Outcome outcome);
}
