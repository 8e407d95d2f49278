package dev.cleave.core.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cleave.core.job.JobId;
import dev.cleave.core.job.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusterSharesTest {

    private static final int ANY = Integer.MAX_VALUE;
    private static final long SECOND = LaneBench.SECOND;

    private final ClusterShares cluster = new ClusterShares();

    private static JobDemand job(String name, double weight, int cores, int nodes) {
        return new JobDemand(new JobId(name), weight, cores, nodes, 1, 1);
    }

    private static Map<NodeId, Integer> nodes(int... lanes) {
        Map<NodeId, Integer> nodes = new LinkedHashMap<>();
        for (int i = 0; i < lanes.length; i++) {
            nodes.put(new NodeId("n" + i), lanes[i]);
        }
        return nodes;
    }

    @Test
    void jobsWithoutLimitsHaveTheirPartOfEveryNode() {
        Map<NodeId, Map<JobId, JobShare>> shares =
                cluster.divide(List.of(job("a", 1, ANY, ANY), job("b", 3, ANY, ANY)), nodes(4, 8));
        assertThat(shares.get(new NodeId("n0")).get(new JobId("a")).weight()).isCloseTo(1, within(1e-6));
        assertThat(shares.get(new NodeId("n1")).get(new JobId("b")).weight()).isCloseTo(6, within(1e-6));
    }

    @Test
    void aJobBoundToOneNodeHasItsPartOfTheClusterThere() {
        Map<String, Double> got = run(List.of(job("a", 1, ANY, 1), job("b", 1, ANY, ANY)), nodes(2, 2), 40);
        assertThat(got.get("a")).isCloseTo(2, within(0.1));
        assertThat(got.get("b")).isCloseTo(2, within(0.1));
    }

    @Test
    void jobsBoundToOneNodeEachGoToDifferentOnes() {
        Map<String, Double> got = run(List.of(job("a", 1, ANY, 1), job("b", 1, ANY, 1)), nodes(2, 2), 10);
        assertThat(got).containsEntry("a", 2.0).containsEntry("b", 2.0);
    }

    @Test
    void aJobStaysWhereItIsWhenOthersCome() {
        Map<NodeId, Integer> nodes = nodes(2, 2, 2);
        JobDemand a = job("a", 1, 2, 1);
        List<NodeId> before = of(cluster.divide(List.of(a), nodes), a);
        for (int i = 0; i < 5; i++) {
            assertThat(of(cluster.divide(List.of(job("b" + i, 5, 2, 1), a), nodes), a))
                    .isEqualTo(before);
        }
        nodes.remove(before.get(0));
        assertThat(of(cluster.divide(List.of(a), nodes), a)).hasSize(1).isNotEqualTo(before);
    }

    @Test
    void aJobThatNeedsALargeNodeIsPlacedOnOneThoughASmallOneIsFree() {
        JobDemand big = new JobDemand(new JobId("big"), 1, ANY, 1, 8, 1);
        List<JobDemand> jobs = List.of(job("other", 9, 15, 1), big);
        cluster.divide(jobs, nodes(16));
        assertThat(of(cluster.divide(jobs, nodes(16, 4)), big)).containsExactly(new NodeId("n0"));
    }

    @Test
    void nodesThatAreTooSmallAreNotUsed() {
        JobDemand job = new JobDemand(new JobId("a"), 1, ANY, ANY, 1, 4);
        assertThat(of(cluster.divide(List.of(job), nodes(2, 4, 8)), job))
                .containsExactlyInAnyOrder(new NodeId("n1"), new NodeId("n2"));
    }

    private static List<NodeId> of(Map<NodeId, Map<JobId, JobShare>> shares, JobDemand job) {
        return shares.keySet().stream()
                .filter(node -> shares.get(node).containsKey(job.job()))
                .toList();
    }

    @Test
    void randomJobsHaveTheirPartOfTheClusterWithinFivePercentAndKeepTheirLimits() {
        Long one = Long.getLong("seed");
        for (long seed = one == null ? 0 : one; seed < (one == null ? 100 : one + 1); seed++) {
            Random random = new Random(seed);
            int[] lanes = random.ints(1 + random.nextInt(5), 1, 9).toArray();
            Map<NodeId, Integer> nodes = nodes(lanes);
            int all = nodes.values().stream().mapToInt(Integer::intValue).sum();
            List<JobDemand> jobs = new ArrayList<>();
            int count = 1 + random.nextInt(5);
            for (int i = 0; i < count; i++) {
                int cores = random.nextInt(3) == 0 ? 1 + random.nextInt(all) : ANY;
                jobs.add(job("j" + i, 1 + random.nextInt(4), cores, ANY));
            }
            double[] entitled = Filling.of(
                    all,
                    jobs.stream().mapToDouble(JobDemand::weight).toArray(),
                    jobs.stream().mapToDouble(JobDemand::maxCores).toArray());
            Map<String, Double> got = run(jobs, nodes, 200);
            for (int i = 0; i < count; i++) {
                assertThat(got.get("j" + i))
                        .as("j%d of %s on %s, seed %d", i, jobs, nodes, seed)
                        .isCloseTo(entitled[i], within(0.05 * entitled[i]));
            }
        }
    }

    /** How many lanes each job has on average. */
    private static Map<String, Double> run(List<JobDemand> jobs, Map<NodeId, Integer> nodes, long seconds) {
        Map<String, Double> got = new LinkedHashMap<>();
        Map<NodeId, Map<JobId, JobShare>> shares = new ClusterShares().divide(jobs, nodes);
        for (JobDemand job : jobs) {
            int limits = 0;
            int places = 0;
            for (Map<JobId, JobShare> onNode : shares.values()) {
                JobShare share = onNode.get(job.job());
                limits += share == null ? 0 : share.maxLanes();
                places += share == null ? 0 : 1;
            }
            assertThat(limits).isLessThanOrEqualTo(job.maxCores());
            assertThat(places).isLessThanOrEqualTo(job.maxNodes());
        }
        shares.forEach((node, onNode) -> {
            LaneBench bench = new LaneBench(nodes.get(node));
            onNode.forEach((job, share) -> bench.share(job.value(), share.weight(), share.maxLanes()));
            bench.pass(seconds * SECOND);
            bench.accounts.forEach((job, account) -> got.merge(job, account.had / (seconds * SECOND), Double::sum));
        });
        return got;
    }
}
