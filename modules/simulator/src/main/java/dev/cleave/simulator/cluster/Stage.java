package dev.cleave.simulator.cluster;

import java.util.ArrayList;
import java.util.List;

/** Whether a process can do anything: one that is stopped does what has come meanwhile when it goes on, one that is gone nothing. */
final class Stage {

    private final List<Runnable> missed = new ArrayList<>();
    private boolean paused;
    private boolean gone;

    /** Lets something happen: now, when the process goes on, or never. */
    void act(Runnable action) {
        if (paused) {
            missed.add(action);
        } else if (!gone) {
            action.run();
        }
    }

    void pause() {
        paused = true;
    }

    void goOn() {
        paused = false;
        List<Runnable> now = List.copyOf(missed);
        missed.clear();
        now.forEach(this::act);
    }

    void leave() {
        gone = true;
    }

    boolean isUp() {
        return !paused && !gone;
    }
}
