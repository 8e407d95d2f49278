package dev.cleave.service.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cleave.cluster.controller.SessionClient;
import dev.cleave.core.job.Outcome;
import dev.cleave.core.session.FromSession;
import dev.cleave.core.session.ToSession;
import dev.cleave.service.access.Caller;
import dev.cleave.service.access.Permission;
import dev.cleave.service.refusal.Refusal;
import dev.cleave.service.refusal.RefusalCode;
import dev.cleave.service.request.Names;
import dev.cleave.wire.proto.jobs.v1.SessionRequest;
import dev.cleave.wire.proto.jobs.v1.SessionResponse;
import dev.cleave.wire.proto.jobs.v1.SessionServiceGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A session's stream. What comes is read on the call's event loop, what goes is written by whoever has it, one at a time; how
 * much may be under way is bounded by the session's window, in both directions.
 */
final class GrpcSession implements StreamObserver<SessionRequest>, SessionClient {
    static final String PATH = "/" + SessionServiceGrpc.getOpenSessionMethod().getFullMethodName();

    private final JobDesk desk;
    private final Reception reception;
    private final Caller caller;
    private final OpenSessions sessions;
    private final ServiceRequestContext ctx;
    private final ServerCallStreamObserver<SessionResponse> out;
    private String job = "";
    private List<ToSession> first = List.of();
    private @Nullable Inlet inlet;
    private boolean gone;

    private GrpcSession(
            JobDesk desk,
            Reception reception,
            OpenSessions sessions,
            ServiceRequestContext ctx,
            ServerCallStreamObserver<SessionResponse> out) {
        this.desk = desk;
        this.reception = reception;
        this.sessions = sessions;
        this.caller = Guard.caller(ctx);
        this.ctx = ctx;
        this.out = out;
    }

    static StreamObserver<SessionRequest> begin(
            ServiceRequestContext ctx,
            Reception reception,
            OpenSessions sessions,
            JobDesk desk,
            StreamObserver<SessionResponse> observer) {
        ctx.clearRequestTimeout();
        ServerCallStreamObserver<SessionResponse> out = (ServerCallStreamObserver<SessionResponse>) observer;
        out.disableAutoRequest();
        GrpcSession session = new GrpcSession(desk, reception, sessions, ctx, out);
        sessions.enter(session.caller.tokenId(), session);
        out.setOnCancelHandler(session::leave);
        out.request(1);
        return session;
    }

    @Override
    public void onNext(SessionRequest request) {
        try {
            Inlet to;
            synchronized (this) {
                to = inlet;
            }
            if (to != null) {
                to.say(SessionMessages.of(request));
                out.request(1);
            } else if (job.isEmpty()) {
                open(request);
            } else {
                throw Refusal.invalid("session", "a second message", "nothing until the session is open");
            }
        } catch (RuntimeException e) {
            refuse(e);
        }
    }

    private void open(SessionRequest request) {
        Names.job(request.getJob());
        job = request.getJob();
        first = SessionMessages.of(request);
        reception
                .decide(
                        caller,
                        Permission.SUBMIT,
                        false,
                        SessionServiceGrpc.getOpenSessionMethod().getFullMethodName(),
                        () -> job,
                        this::openOwn)
                .whenComplete((opened, failure) -> {
                    if (failure != null) {
                        ctx.eventLoop().execute(() -> refuse(failure));
                    }
                });
    }

    private CompletionStage<String> openOwn() {
        return desk.get(job).thenCompose(shown -> {
            if (!caller.mayChangeJobOf(shown.getOwner())) {
                throw caller.denied(Permission.CHANGE_ALL_JOBS);
            }
            return desk.openSession(job, this);
        });
    }

    @Override
    public void opened(Inlet to) {
        synchronized (this) {
            inlet = to;
            if (gone) {
                to.gone();
                return;
            }
        }
        ctx.eventLoop().execute(() -> {
            if (!first.isEmpty()) {
                to.say(first);
                first = List.of();
            }
            out.request(1);
        });
    }

    @Override
    public synchronized void told(List<FromSession> messages) {
        if (!gone) {
            out.onNext(SessionMessages.of(messages));
        }
    }

    @Override
    public void over(@Nullable Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            refuse(Refusal.of(
                    RefusalCode.JOB_FAILED,
                    "session " + job + " has failed: " + failed.failure().code() + ": "
                            + failed.failure().message()));
        } else if (outcome instanceof Outcome.Cancelled) {
            refuse(Refusal.of(RefusalCode.JOB_CANCELLED, "session " + job + " was cancelled"));
        } else if (outcome == null) {
            refuse(Refusal.of(
                            RefusalCode.UNAVAILABLE, "session " + job + " is not here any more, or has another client")
                    .retryableElsewhere());
        } else {
            end(out::onCompleted);
        }
    }

    @Override
    public void onError(Throwable cutOff) {
        leave();
    }

    @Override
    public void onCompleted() {
        leave();
        end(out::onCompleted);
    }

    /** Ends the stream with a refusal, unless it has ended; on any thread. */
    void refuse(Throwable why) {
        leave();
        end(() -> out.onError(Answers.status(Failures.refusal(why))));
    }

    private synchronized void end(Runnable last) {
        sessions.leave(caller.tokenId(), this);
        if (!gone) {
            gone = true;
            last.run();
        }
    }

    private void leave() {
        sessions.leave(caller.tokenId(), this);
        Inlet from;
        synchronized (this) {
            from = inlet;
            inlet = null;
        }
        if (from != null) {
            from.gone();
        }
    }
}
