package dev.cleave.service.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where tokens are kept. Safe for use by several threads; answers when what it did is on disk. */
public interface TokenSource {
    /** The token with that {@link TokenSecret#hash()}, revoked and expired ones too. */
    CompletionStage<Optional<TokenEntry>> find(String hash);

    /** Keeps a token; its id and its hash are new. */
    CompletionStage<Void> create(TokenEntry token);

    /** All there are, the oldest first; revoked and expired ones too. */
    CompletionStage<List<TokenEntry>> list();

    /** The token as it is then; empty if there is none with that id. One that was revoked stays as it is. */
    CompletionStage<Optional<TokenEntry>> revoke(String id, Instant at);
}
