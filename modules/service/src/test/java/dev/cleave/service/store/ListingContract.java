package dev.cleave.service.store;

import static dev.cleave.service.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleave.core.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of jobs, and how long jobs are remembered. */
interface ListingContract extends OpenStore {

    @Test
    default void pagesOfEveryFilterHaveEveryJobOnceFromTheLatest() {
        SplittableRandom random = new SplittableRandom(4711);
        List<JobRow> all = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Map<String, String> labels = Map.of("team", "t" + random.nextInt(3), "kind", "k" + random.nextInt(2));
            JobId id = writer().submit(Samples.job("owner" + random.nextInt(3), labels))
                    .job()
                    .id();
            if (random.nextInt(3) > 0) {
                writer().start(id, NOW);
            }
            if (random.nextInt(2) > 0) {
                writer().end(id, random.nextBoolean() ? Samples.success(NOW) : JobEnd.cancelled(NOW));
            }
            all.add(0, store().jobs().find(id).orElseThrow());
        }
        for (Set<JobState> states :
                List.of(Set.<JobState>of(), Set.of(JobState.RUNNING), Set.of(JobState.QUEUED, JobState.CANCELLED))) {
            for (String owner : List.of("", "owner1", "nobody")) {
                for (Map<String, String> labels :
                        List.of(Map.<String, String>of(), Map.of("team", "t1"), Map.of("team", "t2", "kind", "k0"))) {
                    JobFilter filter = new JobFilter(states, owner, labels);
                    assertThat(paged(filter, 1 + random.nextInt(20)))
                            .as(filter.toString())
                            .isEqualTo(all.stream()
                                    .filter(job -> matches(filter, job))
                                    .toList());
                }
            }
        }
        assertThat(store().jobs().unfinished().stream().map(job -> job.id().value()))
                .isSorted()
                .hasSize((int)
                        all.stream().filter(job -> !job.state().hasEnded()).count());
        assertThat(store().jobs().counts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(120);
        assertThat(store().jobs().counts().get(JobState.RUNNING))
                .isEqualTo(all.stream()
                        .filter(job -> job.state() == JobState.RUNNING)
                        .count());
        assertThat(store().jobs().counts()).containsEntry(JobState.FAILED, 0L);
    }

    @Test
    default void noneAreAskedForAndNoneCome() {
        writer().submit(Samples.job());
        assertThat(store().jobs().list(JobFilter.ALL, null, 0)).isEmpty();
        assertThat(store().jobs().list(JobFilter.ALL, null, -1)).isEmpty();
        assertThat(store().jobs().events(Samples.id(), 0, -1)).isEmpty();
    }

    @Test
    default void jobsAreForgottenByAgeWithAllThatBelongsToThem() {
        List<JobId> jobs = ended(250);
        JobId running =
                writer().submit(Samples.job("ada", Map.of("team", "t"))).job().id();

        assertThat(writer().prune(new Retention(1_000, 0), NOW + 1_200)).isEqualTo(200);

        assertThat(store().jobs().find(jobs.get(199))).isEmpty();
        assertThat(store().jobs().end(jobs.get(199))).isEmpty();
        assertThat(store().jobs().events(jobs.get(199), 0, 9)).isEmpty();
        assertThat(store().jobs().find(jobs.get(200))).isPresent();
        assertThat(store().jobs().list(JobFilter.labelled("team", "t"), null, 1000))
                .hasSize(51);
        assertThat(store().jobs().find(running)).isPresent();
        assertThat(writer().prune(new Retention(1_000, 0), NOW + 1_200)).isZero();
    }

    @Test
    default void jobsAreForgottenByCountFromTheOneThatEndedFirst() {
        List<JobId> jobs = ended(30);
        assertThat(writer().prune(new Retention(0, 100), NOW + 99_000)).isZero();
        assertThat(writer().prune(new Retention(0, 7), NOW + 99_000)).isEqualTo(23);
        assertThat(store().jobs().list(JobFilter.ALL, null, 100).stream().map(JobRow::id))
                .containsExactlyInAnyOrderElementsOf(jobs.subList(23, 30));
    }

    @Test
    default void withoutLimitsNothingIsForgotten() {
        ended(3);
        assertThat(writer().prune(new Retention(0, 0), Long.MAX_VALUE)).isZero();
    }

    /** Jobs of which the first ended first. */
    private List<JobId> ended(int count) {
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JobId id = writer().submit(Samples.job("ada", Map.of("team", "t")))
                    .job()
                    .id();
            writer().end(id, Samples.success(NOW + i));
            jobs.add(id);
        }
        return jobs;
    }

    private List<JobRow> paged(JobFilter filter, int limit) {
        List<JobRow> found = new ArrayList<>();
        @Nullable JobId after = null;
        while (true) {
            List<JobRow> page = store().jobs().list(filter, after, limit);
            found.addAll(page);
            if (page.size() < limit) {
                return found;
            }
            after = page.get(limit - 1).id();
        }
    }

    private static boolean matches(JobFilter filter, JobRow job) {
        return (filter.states().isEmpty() || filter.states().contains(job.state()))
                && (filter.owner().isEmpty()
                        || filter.owner().equals(job.submission().owner()))
                && job.submission()
                        .labels()
                        .entrySet()
                        .containsAll(filter.labels().entrySet());
    }
}
