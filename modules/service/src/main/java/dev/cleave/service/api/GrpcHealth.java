package dev.cleave.service.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The health protocol of gRPC, for the server as a whole. */
final class GrpcHealth extends HealthGrpc.HealthImplBase {
    private final JobDesk desk;

    GrpcHealth(JobDesk desk) {
        this.desk = desk;
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> out) {
        if (request.getService().isEmpty()) {
            out.onNext(answer(status()));
            out.onCompleted();
        } else {
            out.onError(Status.NOT_FOUND
                    .withDescription("service (expected: none, for the server as a whole)")
                    .asRuntimeException());
        }
    }

    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
        ServiceRequestContext ctx = ServiceRequestContext.current();
        ctx.clearRequestTimeout();
        ServerCallStreamObserver<HealthCheckResponse> out = (ServerCallStreamObserver<HealthCheckResponse>) observer;
        if (!request.getService().isEmpty()) {
            out.onNext(answer(ServingStatus.SERVICE_UNKNOWN));
            out.onCompleted();
            return;
        }
        ServingStatus[] told = {status()};
        out.onNext(answer(told[0]));
        Future<?> looking = ctx.eventLoop()
                .scheduleAtFixedRate(
                        () -> {
                            ServingStatus now = status();
                            if (now != told[0] && out.isReady()) {
                                told[0] = now;
                                out.onNext(answer(now));
                            }
                        },
                        1,
                        1,
                        TimeUnit.SECONDS);
        out.setOnCancelHandler(() -> looking.cancel(false));
        out.setOnCloseHandler(() -> looking.cancel(false));
    }

    private ServingStatus status() {
        return desk.ready() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    }

    private static HealthCheckResponse answer(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}
