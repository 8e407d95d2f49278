package dev.cleave.service.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tokens in memory. */
public final class MemoryTokens implements TokenSource {
    private final Map<String, TokenEntry> byId = new LinkedHashMap<>();

    @Override
    public synchronized CompletionStage<Optional<TokenEntry>> find(String hash) {
        return CompletableFuture.completedFuture(byId.values().stream()
                .filter(token -> token.hash().equals(hash))
                .findFirst());
    }

    @Override
    public synchronized CompletionStage<Void> create(TokenEntry token) {
        byId.put(token.id(), token);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<List<TokenEntry>> list() {
        return CompletableFuture.completedFuture(new ArrayList<>(byId.values()));
    }

    @Override
    public synchronized CompletionStage<Optional<TokenEntry>> revoke(String id, Instant at) {
        return CompletableFuture.completedFuture(
                Optional.ofNullable(byId.computeIfPresent(id, (key, token) -> token.revoked(at))));
    }
}
