package dev.cleave.service.pipeline;

import dev.cleave.pipeline.cron.Cron;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** When schedules are due. Their times are UTC, so that it does not matter which machine is the controller. */
public final class ScheduleTimes {

    private static final ZoneId ZONE = ZoneOffset.UTC;

    private ScheduleTimes() {}

    /** The first time after another one, both in milliseconds UTC. */
    public static long next(String cron, long after) {
        return next(Cron.parse(cron), after);
    }

    static long next(Cron cron, long after) {
        return cron.next(Instant.ofEpochMilli(after).atZone(ZONE)).toInstant().toEpochMilli();
    }
}
