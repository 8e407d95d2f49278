package dev.cleave.service.pipeline;

import dev.cleave.core.pipeline.schedule.ScheduleBook;
import dev.cleave.pipeline.cron.Cron;
import dev.cleave.pipeline.cron.CronRefusedException;
import dev.cleave.service.store.PipelineSchedule;
import dev.cleave.service.store.PipelineSubmission;
import dev.cleave.wire.blob.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pipelines that begin by themselves: the shell of {@link ScheduleBook}. On the keeper's thread only.
 */
final class Schedules {

    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    private record Name(String owner, String schedule) {}

    private final PipelineKeeper.Parts parts;
    private final BiPredicate<String, String> isRunning;
    private final ScheduleBook<Name> book = new ScheduleBook<>();
    private final Map<Name, PipelineSchedule> known = new HashMap<>();

    /**
     * No schedules.
     *
     * @param isRunning whether a run of an owner's schedule has not ended
     */
    Schedules(PipelineKeeper.Parts parts, BiPredicate<String, String> isRunning) {
        this.parts = parts;
        this.isRunning = isRunning;
    }

    void begin() {
        parts.store().pipelines().schedules().forEach(this::put);
    }

    void put(PipelineSchedule schedule) {
        Name name = new Name(schedule.owner(), schedule.name());
        try {
            Cron cron = Cron.parse(schedule.cron());
            known.put(name, schedule);
            book.put(name, schedule.lastAt(), after -> ScheduleTimes.next(cron, after));
        } catch (CronRefusedException unreadable) {
            LOG.error(
                    "schedule {} of {} cannot be read any more: {}",
                    name.schedule(),
                    name.owner(),
                    unreadable.getMessage());
        }
    }

    void remove(String owner, String name) {
        book.remove(new Name(owner, name));
        known.remove(new Name(owner, name));
    }

    long dueAt() {
        return book.nextAt();
    }

    /**
     * Begins the runs that are due. Each is asked for by the name of its time, so that it is made once; if it cannot be made now, it is due
     * again, and the others begin nevertheless.
     */
    void due(long now, Consumer<PipelineSubmission> begin) {
        RuntimeException first = null;
        for (ScheduleBook.Due<Name> due : book.due(now, name -> isRunning.test(name.owner(), name.schedule()))) {
            PipelineSchedule schedule = known.get(due.key());
            if (schedule == null) {
                continue;
            }
            try {
                seeTo(schedule, due, now, begin);
            } catch (RuntimeException refused) {
                put(schedule.seenTo(due.at() - 1));
                if (first == null) {
                    first = refused;
                } else {
                    first.addSuppressed(refused);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void seeTo(
            PipelineSchedule schedule, ScheduleBook.Due<Name> due, long now, Consumer<PipelineSubmission> begin) {
        if (due.mayBegin()) {
            String digest = Sha256.hex(
                    (schedule.owner() + "/" + schedule.name() + "/" + due.at()).getBytes(StandardCharsets.UTF_8));
            begin.accept(new PipelineSubmission(
                    parts.ids().get(),
                    schedule.owner(),
                    schedule.pipeline(),
                    schedule.name(),
                    "schedule-" + digest,
                    digest,
                    now));
        } else {
            LOG.warn("schedule {} of {}: left out, as the last run goes on", schedule.name(), schedule.owner());
        }
        parts.writer().seenTo(schedule.owner(), schedule.name(), due.at());
    }
}
