package dev.cleave.service.refusal;

import io.grpc.Status;

/** What kind of refusal it is; with the gRPC status and the HTTP status that go with it. */
public enum RefusalCode {
    INVALID_ARGUMENT(Status.Code.INVALID_ARGUMENT, 400),
    /** A jar that is not what a jar should be. */
    BAD_ARCHIVE(Status.Code.INVALID_ARGUMENT, 400),
    /** Bytes that do not have the digest or the size that they were announced with. */
    BLOB_MISMATCH(Status.Code.INVALID_ARGUMENT, 400),
    UNAUTHENTICATED(Status.Code.UNAUTHENTICATED, 401),
    PERMISSION_DENIED(Status.Code.PERMISSION_DENIED, 403),
    /** A request from a page of a web site that is not of this server. */
    ORIGIN_REFUSED(Status.Code.PERMISSION_DENIED, 403),
    /** A request for a host name that this server does not answer to. */
    HOST_REFUSED(Status.Code.PERMISSION_DENIED, 421),
    NOT_FOUND(Status.Code.NOT_FOUND, 404),
    METHOD_NOT_ALLOWED(Status.Code.UNIMPLEMENTED, 405),
    UNSUPPORTED_MEDIA_TYPE(Status.Code.INVALID_ARGUMENT, 415),
    IDEMPOTENCY_CONFLICT(Status.Code.ALREADY_EXISTS, 409),
    JOB_NOT_ENDED(Status.Code.FAILED_PRECONDITION, 409),
    /** It asks for what only a job that has not succeeded allows. */
    JOB_SUCCEEDED(Status.Code.FAILED_PRECONDITION, 409),
    JOB_FAILED(Status.Code.FAILED_PRECONDITION, 409),
    JOB_CANCELLED(Status.Code.FAILED_PRECONDITION, 409),
    /** A blob that a job names and that was not uploaded. */
    BLOB_MISSING(Status.Code.FAILED_PRECONDITION, 409),
    TOO_LARGE(Status.Code.RESOURCE_EXHAUSTED, 413),
    HEADERS_TOO_LARGE(Status.Code.RESOURCE_EXHAUSTED, 431),
    RATE_LIMITED(Status.Code.RESOURCE_EXHAUSTED, 429),
    QUEUE_FULL(Status.Code.RESOURCE_EXHAUSTED, 429),
    /** An upload for which there is no room beside what jobs and results need. */
    BLOBS_FULL(Status.Code.RESOURCE_EXHAUSTED, 507),
    STORE_FULL(Status.Code.RESOURCE_EXHAUSTED, 507),
    DEADLINE_EXCEEDED(Status.Code.DEADLINE_EXCEEDED, 504),
    UNAVAILABLE(Status.Code.UNAVAILABLE, 503),
    /** An error of the server's own; its log tells more, under the id in the message. */
    INTERNAL(Status.Code.INTERNAL, 500);

    private final Status.Code grpc;
    private final int http;

    RefusalCode(Status.Code grpc, int http) {
        this.grpc = grpc;
        this.http = http;
    }

    public Status.Code grpc() {
        return grpc;
    }

    public int http() {
        return http;
    }
}
