package dev.cleave.service.store;

import java.util.List;
import java.util.Optional;

/** Who may use the service. Thread-safe; every node may write here, whichever has the controller. */
public interface Tokens {

    /**
     * Keeps a new token.
     *
     * @throws StoreException ID_TAKEN if there is one with this id or this secret
     */
    void create(TokenRow token);

    /** The token with this secret, valid or not. */
    Optional<TokenRow> bySecret(String secretSha256);

    /** Tokens in the order of their ids, after one of them ("" for the first), at most so many. */
    List<TokenRow> list(String afterId, int limit);

    /**
     * Revokes a token; one that was revoked before keeps its time.
     *
     * @return false if there is none with this id
     */
    boolean revoke(String id, long at);
}
