package dev.cleave.core.node;

/** The place of a node's runner: which one sits there, in which state, and when the next one may. */
final class RunnerSeat {

    private final NodeSettings settings;
    private final NodePort port;
    private RunnerState state = RunnerState.TABLE.first();
    private long runner = Long.MIN_VALUE;
    private long upAt;
    private long relaunchAt = Long.MAX_VALUE;
    private int deathsInARow;
    private int deathsBeforeReady;

    RunnerSeat(NodeSettings settings, NodePort port) {
        this.settings = settings;
        this.port = port;
    }

    boolean is(RunnerState other) {
        return state == other;
    }

    boolean isReady() {
        return state == RunnerState.READY;
    }

    /** How often in a row a runner ended before it had loaded the job. */
    int deathsBeforeReady() {
        return deathsBeforeReady;
    }

    long relaunchAt() {
        return relaunchAt;
    }

    void launch() {
        relaunchAt = Long.MAX_VALUE;
        move(RunnerState.Event.LAUNCH);
        port.launchRunner();
    }

    void launchIfDue(long now) {
        if (state == RunnerState.DOWN && now >= relaunchAt) {
            launch();
        }
    }

    /** Returns whether that runner was expected. */
    boolean connect(long number, long now) {
        if (state != RunnerState.LAUNCHING || number <= runner) {
            return false;
        }
        runner = number;
        upAt = now;
        move(RunnerState.Event.CONNECT);
        return true;
    }

    boolean isCurrent(long number) {
        return number == runner && (state == RunnerState.LOADING || state == RunnerState.READY);
    }

    void loaded() {
        move(RunnerState.Event.LOAD);
        deathsBeforeReady = 0;
    }

    void refused(String why) {
        move(RunnerState.Event.REFUSE);
        port.killRunner(why);
    }

    /** Returns whether it was the runner that counts; then another is going to be launched. */
    boolean died(long number, long now) {
        boolean launching = state == RunnerState.LAUNCHING && number > runner;
        if (!launching && !isCurrent(number)) {
            return false;
        }
        runner = number;
        deathsBeforeReady = state == RunnerState.READY ? 0 : deathsBeforeReady + 1;
        boolean steady = state == RunnerState.READY && now - upAt >= settings.steadyNanos();
        deathsInARow = steady ? 1 : deathsInARow + 1;
        move(RunnerState.Event.DIE);
        relaunchAt = now + backOff();
        launchIfDue(now);
        return true;
    }

    private long backOff() {
        if (deathsInARow <= 1) {
            return 0;
        }
        int doublings = Math.min(deathsInARow - 2, 20);
        return Math.min(settings.relaunchMaxNanos(), settings.relaunchMinNanos() << doublings);
    }

    void stop(String why) {
        if (state == RunnerState.LAUNCHING || state == RunnerState.LOADING || state == RunnerState.READY) {
            port.killRunner(why);
        }
        if (state != RunnerState.STOPPED) {
            move(RunnerState.Event.STOP);
        }
    }

    private void move(RunnerState.Event event) {
        state = RunnerState.TABLE.after(state, event);
    }
}
