package dev.cleave.service.store.sql;

import dev.cleave.service.store.Accepted;
import dev.cleave.service.store.Samples;
import dev.cleave.service.store.Store;
import dev.cleave.service.store.StoreException;
import dev.cleave.service.store.Submission;
import dev.cleave.service.store.Writer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A process that submits and ends jobs until it is killed, and says of each what it was answered.
 *
 * <p>Arguments: {@code sqlite FOLDER ROUND} or {@code postgres URL ROUND}. Lines: {@code accepted KEY ID} and {@code ended
 * ID}, each printed after the store has answered; {@code refused CODE} when it refuses, which ends that submitter.
 */
final class SubmittingProcess {

    private static final int SUBMITTERS = 4;

    private SubmittingProcess() {}

    /** Starts one. */
    static Process start(String kind, String where, int round) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SubmittingProcess.class.getName(),
                        kind,
                        where,
                        Integer.toString(round))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static Store open(String kind, String where) {
        return kind.equals("sqlite")
                ? SqliteStore.open(SqliteSettings.in(Path.of(where)), InstantSource.system())
                : PostgresStore.open(PostgresServer.settings(where));
    }

    /** The request under a key: the same whoever makes it. */
    static Submission request(String key) {
        return Samples.request("ada", key, key.hashCode());
    }

    public static void main(String[] arguments) {
        Store store = open(arguments[0], arguments[1]);
        Writer writer = store.takeEpoch(store.epoch());
        for (int i = 0; i < SUBMITTERS; i++) {
            String keys = arguments[2] + "-" + i + "-";
            new Thread(() -> submitUntilRefused(writer, keys)).start();
        }
    }

    private static void submitUntilRefused(Writer writer, String keys) {
        try {
            submitForEver(writer, keys);
        } catch (StoreException e) {
            say("refused " + e.code());
        }
    }

    private static void submitForEver(Writer writer, String keys) {
        for (int i = 0; ; i++) {
            String key = keys + i;
            Accepted accepted = writer.submit(request(key));
            say("accepted " + key + " " + accepted.job().id());
            if (i % 3 == 0) {
                writer.start(accepted.job().id(), Samples.NOW);
                writer.end(accepted.job().id(), Samples.success(Samples.NOW + 1));
                say("ended " + accepted.job().id());
            }
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
