package dev.cleave.service.request;

import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.wire.proto.jobs.v1.Blob;
import dev.cleave.wire.proto.jobs.v1.MissingBlobsRequest;
import java.util.regex.Pattern;

/** What is asked about blobs. */
public final class BlobChecks {
    /** The largest part of an upload, in bytes. */
    public static final int LARGEST_PART = 256 * 1024;

    private static final int MOST_BLOBS = 1000;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private BlobChecks() {}

    public static void missing(MissingBlobsRequest request) {
        Expect.atMost("blobs", request.getBlobsCount(), MOST_BLOBS, "blobs");
        for (int i = 0; i < request.getBlobsCount(); i++) {
            blob("blobs[" + i + "]", request.getBlobs(i));
        }
    }

    /** A blob's name alone. */
    public static void sha256(String field, String given) {
        Expect.match(field, given, SHA256, "64 hexadecimal digits, lower case");
    }

    /** The head of an upload. */
    public static void head(Blob head, long mostBytes) {
        sha256("head.sha256", head.getSha256());
        if (head.getSize() < 0 || head.getSize() > mostBytes) {
            throw Refusal.of(
                    RefusalCode.TOO_LARGE,
                    "head.size",
                    Long.toUnsignedString(head.getSize()),
                    "at most " + mostBytes + " bytes");
        }
    }

    static void blob(String field, Blob blob) {
        sha256(field + ".sha256", blob.getSha256());
        if (blob.getSize() < 0) {
            throw Refusal.invalid(field + ".size", Long.toUnsignedString(blob.getSize()), "a size in bytes");
        }
    }
}
