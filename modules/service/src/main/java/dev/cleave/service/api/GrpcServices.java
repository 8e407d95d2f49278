package dev.cleave.service.api;

import com.google.protobuf.Message;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cleave.service.access.Caller;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.wire.proto.jobs.v1.JobServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.LogLines;
import dev.cleave.wire.proto.jobs.v1.NodeServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.ServerServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.SessionServiceGrpc;
import dev.cleave.wire.proto.jobs.v1.TokenServiceGrpc;
import dev.cleave.wire.proto.pipelines.v1.PipelineServiceGrpc;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** The services over gRPC: a handler for each method, made from the same operations as the JSON routes. */
final class GrpcServices {
    private static final List<ServiceDescriptor> SERVICES = List.of(
            JobServiceGrpc.getServiceDescriptor(),
            SessionServiceGrpc.getServiceDescriptor(),
            NodeServiceGrpc.getServiceDescriptor(),
            TokenServiceGrpc.getServiceDescriptor(),
            ServerServiceGrpc.getServiceDescriptor(),
            PipelineServiceGrpc.getServiceDescriptor());

    private final List<Operation<?, ?>> operations;
    private final Reception reception;
    private final Feeds feeds;
    private final OpenSessions sessions;
    private final BlobIntake intake;
    private final JobDesk desk;

    GrpcServices(
            List<Operation<?, ?>> operations,
            Reception reception,
            Feeds feeds,
            OpenSessions sessions,
            BlobIntake intake,
            JobDesk desk) {
        this.operations = operations;
        this.reception = reception;
        this.feeds = feeds;
        this.sessions = sessions;
        this.intake = intake;
        this.desk = desk;
    }

    List<ServerServiceDefinition> definitions() {
        return SERVICES.stream().map(this::definition).toList();
    }

    /** Fails if a method of the service is served by nobody. */
    private ServerServiceDefinition definition(ServiceDescriptor service) {
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(service);
        for (Operation<?, ?> operation : operations) {
            if (service.getName().equals(operation.method().getServiceName())) {
                add(definition, operation);
            }
        }
        if (service.getName().equals(JobServiceGrpc.SERVICE_NAME)) {
            definition.addMethod(
                    JobServiceGrpc.getWatchJobMethod(),
                    ServerCalls.asyncServerStreamingCall((request, out) -> GrpcFeed.answer(
                            feeds.watch(caller(), () -> request), out, (items, to) -> items.forEach(to::onNext))));
            definition.addMethod(
                    JobServiceGrpc.getReadLogsMethod(),
                    ServerCalls.asyncServerStreamingCall((request, out) -> GrpcFeed.answer(
                            feeds.logs(caller(), () -> request),
                            out,
                            (items, to) -> to.onNext(
                                    LogLines.newBuilder().addAllLines(items).build()))));
            definition.addMethod(
                    JobServiceGrpc.getUploadBlobMethod(),
                    ServerCalls.asyncClientStreamingCall(
                            out -> GrpcUpload.begin(ServiceRequestContext.current(), reception, intake, out)));
        }
        if (service.getName().equals(SessionServiceGrpc.SERVICE_NAME)) {
            definition.addMethod(
                    SessionServiceGrpc.getOpenSessionMethod(),
                    ServerCalls.asyncBidiStreamingCall(
                            out -> GrpcSession.begin(ServiceRequestContext.current(), reception, sessions, desk, out)));
        }
        return definition.build();
    }

    private <Q extends Message, A extends Message> void add(
            ServerServiceDefinition.Builder definition, Operation<Q, A> operation) {
        definition.addMethod(operation.method(), unary(operation));
    }

    private <Q extends Message, A extends Message> ServerCallHandler<Q, A> unary(Operation<Q, A> operation) {
        return ServerCalls.asyncUnaryCall((request, out) -> {
            ServiceRequestContext ctx = ServiceRequestContext.current();
            operation.extendTimeout(ctx, request);
            reception
                    .answer(operation, Guard.caller(ctx), () -> request)
                    .whenComplete((answer, failure) -> reply(out, answer, failure));
        });
    }

    private static <A> void reply(
            StreamObserver<A> out, A answer, @org.jspecify.annotations.Nullable Throwable failure) {
        if (failure != null) {
            Refusal refusal = Failures.refusal(failure);
            out.onError(Answers.status(refusal));
        } else {
            out.onNext(answer);
            out.onCompleted();
        }
    }

    private static Caller caller() {
        return Guard.caller(ServiceRequestContext.current());
    }
}
