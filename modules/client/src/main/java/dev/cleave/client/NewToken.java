package dev.cleave.client;

/**
 * A token with its secret, which is seen here and nowhere else.
 *
 * @param token the token
 * @param secret what its holder shows to the cluster
 */
public record NewToken(Token token, String secret) {

    /** Without the secret, so that no log has it. */
    @Override
    public String toString() {
        return "NewToken[" + token + "]";
    }
}
