package dev.cleave.service.store;

/**
 * A pipeline that begins by itself.
 *
 * @param owner whose runs they are
 * @param pipeline what runs; its name is the schedule's, unique among the owner's
 * @param cron when
 * @param createdAt since when, in milliseconds UTC
 * @param lastAt the latest time that was due and seen to, in milliseconds UTC; at first the time of its creation
 */
public record PipelineSchedule(String owner, PipelineText pipeline, String cron, long createdAt, long lastAt) {

    /** Checked. */
    public PipelineSchedule {
        Checks.name("owner", owner);
        Checks.text("cron", cron);
        Checks.notNegative("creation time", createdAt);
        Checks.notNegative("last time", lastAt);
    }

    /** The same, of which another time was seen to last. */
    public PipelineSchedule seenTo(long at) {
        return new PipelineSchedule(owner, pipeline, cron, createdAt, at);
    }

    /** The schedule's name. */
    public String name() {
        return pipeline.name();
    }
}
