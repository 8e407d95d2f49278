package dev.cleave.service.api;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cleave.service.access.Caller;
import dev.cleave.service.access.Permission;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One thing that can be asked for, with one answer: the same over gRPC and as JSON.
 *
 * @param permission what its caller must be allowed
 * @param change whether it changes something, and so is in the audit when it was accepted
 * @param check refuses requests that are not well-formed
 * @param target what it is about, for the audit: a job's id, say
 * @param patience how long an answer may take, beyond the usual
 */
record Operation<Q extends Message, A extends Message>(
        MethodDescriptor<Q, A> method,
        Permission permission,
        boolean change,
        Consumer<Q> check,
        Function<Q, String> target,
        Function<Q, Duration> patience,
        BiFunction<Caller, Q, CompletionStage<A>> call) {

    static <Q extends Message, A extends Message> Operation<Q, A> read(
            MethodDescriptor<Q, A> method,
            Permission permission,
            Consumer<Q> check,
            BiFunction<Caller, Q, CompletionStage<A>> call) {
        return new Operation<>(method, permission, false, check, request -> "", request -> Duration.ZERO, call);
    }

    static <Q extends Message, A extends Message> Operation<Q, A> change(
            MethodDescriptor<Q, A> method,
            Permission permission,
            Consumer<Q> check,
            Function<Q, String> target,
            BiFunction<Caller, Q, CompletionStage<A>> call) {
        return new Operation<>(method, permission, true, check, target, request -> Duration.ZERO, call);
    }

    Operation<Q, A> patient(Function<Q, Duration> longer) {
        return new Operation<>(method, permission, change, check, target, longer, call);
    }

    String name() {
        return method.getFullMethodName();
    }

    /** Gives the answer the time that this request asks for. */
    void extendTimeout(ServiceRequestContext ctx, Q request) {
        Duration longer = patience.apply(request);
        if (longer.toMillis() > 0) {
            ctx.setRequestTimeout(TimeoutMode.EXTEND, longer);
        }
    }

    /** As the proto file declares it. */
    Descriptors.MethodDescriptor descriptor() {
        Object schema = method.getSchemaDescriptor();
        if (schema instanceof ProtoMethodDescriptorSupplier supplier) {
            return supplier.getMethodDescriptor();
        }
        throw new IllegalStateException(name() + " has no descriptor");
    }

    /** Where it is as JSON. */
    HttpRule http() {
        return descriptor().getOptions().getExtension(AnnotationsProto.http);
    }
}
