package dev.cleave.service.desk;

import dev.cleave.service.access.Role;
import dev.cleave.service.access.TokenEntry;
import dev.cleave.service.access.TokenSource;
import dev.cleave.service.store.TokenRow;
import dev.cleave.service.store.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The tokens in the store. */
public final class StoredTokens implements TokenSource {

    private static final String UPLOAD = "upload";
    private static final int PAGE = 500;

    private final Tokens tokens;
    private final Executor blocking;

    /**
     * The tokens in a store.
     *
     * @param blocking runs what waits for the disk
     */
    public StoredTokens(Tokens tokens, Executor blocking) {
        this.tokens = tokens;
        this.blocking = blocking;
    }

    @Override
    public CompletionStage<Optional<TokenEntry>> find(String hash) {
        return CompletableFuture.supplyAsync(() -> tokens.bySecret(hash).map(StoredTokens::entry), blocking);
    }

    @Override
    public CompletionStage<Void> create(TokenEntry token) {
        return CompletableFuture.runAsync(() -> tokens.create(row(token)), blocking);
    }

    @Override
    public CompletionStage<List<TokenEntry>> list() {
        return CompletableFuture.supplyAsync(this::all, blocking);
    }

    @Override
    public CompletionStage<Optional<TokenEntry>> revoke(String id, Instant at) {
        return CompletableFuture.supplyAsync(
                () -> tokens.revoke(id, at.toEpochMilli())
                        ? all().stream().filter(token -> token.id().equals(id)).findFirst()
                        : Optional.empty(),
                blocking);
    }

    private List<TokenEntry> all() {
        List<TokenEntry> all = new ArrayList<>();
        String after = "";
        List<TokenRow> page;
        do {
            page = tokens.list(after, PAGE);
            for (TokenRow row : page) {
                all.add(entry(row));
                after = row.id();
            }
        } while (page.size() == PAGE);
        all.sort(Comparator.comparing(TokenEntry::createdAt));
        return all;
    }

    private static TokenRow row(TokenEntry token) {
        return new TokenRow(
                token.id(),
                token.hash(),
                token.role().name(),
                token.mayUpload() ? Set.of(UPLOAD) : Set.of(),
                token.owner(),
                token.createdAt().toEpochMilli(),
                token.expiresAt() == null ? 0 : token.expiresAt().toEpochMilli(),
                token.revokedAt() == null ? 0 : token.revokedAt().toEpochMilli());
    }

    private static TokenEntry entry(TokenRow row) {
        return new TokenEntry(
                row.id(),
                row.secretSha256(),
                row.owner(),
                Role.valueOf(row.role()),
                row.permissions().contains(UPLOAD),
                Instant.ofEpochMilli(row.createdAt()),
                at(row.expiresAt()),
                at(row.revokedAt()));
    }

    private static @Nullable Instant at(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
