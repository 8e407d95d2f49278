package dev.cleave.service.store;

import static dev.cleave.service.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tokens, the audit, owners and the index of blobs. */
interface AccessContract extends OpenStore {

    private static TokenRow token(String id, long secret) {
        return new TokenRow(id, Samples.digest(secret), "submitter", Set.of("upload", "drain"), "ada", NOW, NOW + 9, 0);
    }

    private static AuditEntry entry(int number) {
        return new AuditEntry(NOW + number, "ada/t1", "job.cancel", "job-" + number, "127.0.0.1", "allowed");
    }

    @Test
    default void aTokenIsFoundByItsSecretsDigestAndCanBeRevokedOnce() throws Exception {
        TokenRow token = token("t1", 1);
        store().tokens().create(token);
        reopen();
        assertThat(store().tokens().bySecret(token.secretSha256())).contains(token);
        assertThat(store().tokens().bySecret(Samples.digest(2))).isEmpty();
        assertThat(token.isValidAt(NOW + 8)).isTrue();
        assertThat(token.isValidAt(NOW + 9)).isFalse();

        assertThat(store().tokens().revoke("t1", NOW + 3)).isTrue();
        assertThat(store().tokens().revoke("t1", NOW + 4)).isTrue();
        assertThat(store().tokens().revoke("t2", NOW + 4)).isFalse();
        TokenRow revoked = store().tokens().bySecret(token.secretSha256()).orElseThrow();
        assertThat(revoked.revokedAt()).isEqualTo(NOW + 3);
        assertThat(revoked.isValidAt(NOW + 4)).isFalse();
    }

    @Test
    default void twoTokensShareNeitherIdNorSecret() {
        store().tokens().create(token("t1", 1));
        refusal(StoreCode.ID_TAKEN, () -> store().tokens().create(token("t1", 2)));
        refusal(StoreCode.ID_TAKEN, () -> store().tokens().create(token("t2", 1)));
        store().tokens().create(token("t3", 3));
        assertThat(store().tokens().list("", 10).stream().map(TokenRow::id)).containsExactly("t1", "t3");
        assertThat(store().tokens().list("t1", 10).stream().map(TokenRow::id)).containsExactly("t3");
    }

    @Test
    default void theAuditIsAChainThatGoesOnAfterARestart() throws Exception {
        assertThat(store().audit().verify()).isEqualTo(new AuditCheck(0, 0, ""));
        for (int i = 1; i <= 3; i++) {
            assertThat(store().audit().record(entry(i)).number()).isEqualTo(i);
        }
        reopen();
        AuditRow fourth = store().audit().record(entry(4));
        assertThat(store().audit().list(2, 10)).hasSize(2).last().isEqualTo(fourth);
        assertThat(store().audit().verify()).isEqualTo(new AuditCheck(4, 0, ""));
        assertThat(store().audit().list(0, 10).stream().map(AuditRow::sha256)).doesNotHaveDuplicates();
    }

    @Test
    default void tamperingWithTheAuditShowsAndNamesTheFirstBrokenRow() throws Exception {
        for (int i = 1; i <= 5; i++) {
            store().audit().record(entry(i));
        }
        tamper("UPDATE audit SET decision = 'refused' WHERE number = 3");
        assertBrokenAt(3);
        tamper("UPDATE audit SET decision = 'allowed' WHERE number = 3");
        assertThat(store().audit().verify().isSound()).isTrue();

        tamper("UPDATE audit SET actor = 'ada/t', action = '1job.cancel' WHERE number = 2");
        assertBrokenAt(2);
        tamper("UPDATE audit SET actor = 'ada/t1', action = 'job.cancel' WHERE number = 2");

        tamper("DELETE FROM audit WHERE number = 5");
        assertBrokenAt(5);
        tamper("DELETE FROM audit WHERE number = 1");
        assertBrokenAt(1);
    }

    private void assertBrokenAt(long row) {
        AuditCheck check = store().audit().verify();
        assertThat(check.isSound()).isFalse();
        assertThat(check.brokenRow()).isEqualTo(row);
        assertThat(check.soundRows()).isEqualTo(row - 1);
        assertThat(check.finding()).isNotEmpty();
    }

    @Test
    default void anyTextIsAuditedAndItsDigestIsThatOfWhatIsKept() {
        store().audit().record(new AuditEntry(NOW, "\0", "\uD800", "é𝄞", "", "refused: \0"));
        assertThat(store().audit().verify()).isEqualTo(new AuditCheck(1, 0, ""));
        assertThat(store().audit().list(0, 1).get(0).entry().decision()).isEqualTo("refused: \uFFFD");
    }

    @Test
    default void whatOwnersAreEntitledToIsKept() throws Exception {
        writer().putOwner(new OwnerRow("bob", 1, 0, 0, 0));
        writer().putOwner(new OwnerRow("ada", 1, 0, 0, 0));
        writer().putOwner(new OwnerRow("bob", 5, 1, 2, 3));
        reopen();
        assertThat(store().owners())
                .isEqualTo(List.of(new OwnerRow("ada", 1, 0, 0, 0), new OwnerRow("bob", 5, 1, 2, 3)));
    }

    @Test
    default void whichNodesWereDrainedIsKept() throws Exception {
        assertThat(store().drained()).isEmpty();
        writer().putDrained("node-2-b", NOW);
        writer().putDrained("node-1-a", NOW + 1);
        writer().putDrained("node-2-b", NOW + 2);
        reopen();
        assertThat(store().drained()).containsExactly("node-2-b", "node-1-a");
        writer().putDrained("node-3-c", NOW + 366L * 24 * 3600 * 1000);
        assertThat(store().drained()).as("a year later").containsExactly("node-3-c");
    }

    @Test
    default void blobsAreFoundInTheOrderOfTheirUse() {
        writer().putBlob(new BlobRow(Samples.digest(1), 10, NOW));
        writer().putBlob(new BlobRow(Samples.digest(2), 20, NOW + 1));
        writer().putBlob(new BlobRow(Samples.digest(1), 10, NOW + 2));
        writer().putBlob(new BlobRow(Samples.digest(2), 20, NOW));
        assertThat(store().blobs().totalSize()).isEqualTo(30);
        assertThat(store().blobs().leastRecentlyUsed(10))
                .containsExactly(
                        new BlobRow(Samples.digest(2), 20, NOW + 1), new BlobRow(Samples.digest(1), 10, NOW + 2));

        assertThat(writer().removeBlob(Samples.digest(1), NOW + 1)).isFalse();
        assertThat(writer().removeBlob(Samples.digest(2), NOW + 1)).isTrue();
        assertThat(writer().removeBlob(Samples.digest(2), NOW + 1)).isFalse();
        assertThat(store().blobs().find(Samples.digest(2))).isEmpty();
        assertThat(store().blobs().totalSize()).isEqualTo(10);
    }
}
