package dev.cleave.service.api;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are told of a failure: refusals as they are; of anything else nothing but where the log tells more. */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static Refusal refusal(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Refusal refusal) {
            return refusal;
        }
        if (cause instanceof InvalidProtocolBufferException) {
            return Refusal.of(RefusalCode.INVALID_ARGUMENT, "the message is not of its kind");
        }
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        log.error("Error {} while answering a request", id, cause);
        return Refusal.of(RefusalCode.INTERNAL, "an error of the server; its log tells more under " + id);
    }
}
