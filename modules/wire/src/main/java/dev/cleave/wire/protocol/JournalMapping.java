package dev.cleave.wire.protocol;

import dev.cleave.core.job.NodeId;
import dev.cleave.core.journal.JournalRecord;
import dev.cleave.wire.proto.v1.Journal;
import dev.cleave.wire.proto.v1.Values;
import java.util.List;

/** Records of a journal, to protobuf and back. */
final class JournalMapping {

    private JournalMapping() {}

    static Journal.JournalRecord encode(JournalRecord record) {
        Journal.JournalRecord.Builder encoded = Journal.JournalRecord.newBuilder();
        if (record instanceof JournalRecord.Begun begun) {
            encoded.setBegun(Journal.JournalRecord.Begun.newBuilder()
                    .setEpoch(begun.epoch())
                    .setTerm(begun.term()));
        } else if (record instanceof JournalRecord.Shed shed) {
            encoded.setShed(LeaseMapping.encodeShed(List.of(shed.child())).get(0));
        } else if (record instanceof JournalRecord.Granted granted) {
            encoded.setGranted(Journal.JournalRecord.Granted.newBuilder()
                    .setLease(LeaseMapping.encode(granted.lease()))
                    .setNode(granted.node().value()));
        } else if (record instanceof JournalRecord.Lost lost) {
            encoded.setLost(Journal.JournalRecord.Lost.newBuilder()
                    .setLease(LeaseMapping.encode(lost.lease()))
                    .setDeaths(lost.deaths()));
        } else if (record instanceof JournalRecord.Reported reported) {
            encoded.setReported(Journal.JournalRecord.Reported.newBuilder()
                    .setLease(LeaseMapping.encode(reported.lease()))
                    .setChild(LeaseMapping.encodeFinished(List.of(reported.child()))
                            .get(0)));
        } else if (record instanceof JournalRecord.Forgot forgot) {
            encoded.setForgot(Journal.JournalRecord.Forgot.newBuilder()
                    .setLease(LeaseMapping.encode(forgot.lease()))
                    .setPath(PathWriter.alone(forgot.path())));
        } else if (record instanceof JournalRecord.Finished finished) {
            encoded.setFinished(Journal.JournalRecord.Finished.newBuilder()
                    .setLease(LeaseMapping.encode(finished.lease()))
                    .setResult(LeaseMapping.encode(finished.result()))
                    .setMeasured(LeaseMapping.encode(finished.measured()))
                    .setText(finished.text()));
        } else if (record instanceof JournalRecord.Improved improved) {
            encoded.setImproved(SearchMapping.encode(improved.found()));
        } else if (record instanceof JournalRecord.Discarded discarded) {
            encoded.setDiscarded(LeaseMapping.encode(discarded.lease()));
        } else if (record instanceof JournalRecord.Restarted) {
            encoded.setRestarted(Journal.JournalRecord.Restarted.getDefaultInstance());
        } else if (record instanceof JournalRecord.Ended ended) {
            encoded.setEnded(JobMapping.encode(ended.outcome()));
        }
        return encoded.build();
    }

    static JournalRecord record(Journal.JournalRecord record, PathReader paths) {
        return switch (record.getKindCase()) {
            case BEGUN ->
                new JournalRecord.Begun(
                        Require.notNegative("begun.epoch", record.getBegun().getEpoch()),
                        Require.notNegative("begun.term", record.getBegun().getTerm()));
            case SHED ->
                new JournalRecord.Shed(
                        LeaseMapping.shed(List.of(record.getShed()), paths).get(0));
            case GRANTED -> {
                Require.present("granted.lease", record.getGranted().hasLease());
                yield new JournalRecord.Granted(
                        LeaseMapping.id(record.getGranted().getLease()),
                        new NodeId(record.getGranted().getNode()));
            }
            case LOST -> {
                Require.present("lost.lease", record.getLost().hasLease());
                yield new JournalRecord.Lost(
                        LeaseMapping.id(record.getLost().getLease()),
                        Require.notNegative("lost.deaths", record.getLost().getDeaths()));
            }
            case REPORTED -> {
                Require.present("reported.lease", record.getReported().hasLease());
                Require.present("reported.child", record.getReported().hasChild());
                List<Values.FinishedChild> child = List.of(record.getReported().getChild());
                yield new JournalRecord.Reported(
                        LeaseMapping.key(record.getReported().getLease()),
                        LeaseMapping.finished(child, paths).get(0));
            }
            case FORGOT -> {
                Require.present("forgot.lease", record.getForgot().hasLease());
                yield new JournalRecord.Forgot(
                        LeaseMapping.key(record.getForgot().getLease()),
                        paths.alone(record.getForgot().getPath()));
            }
            case FINISHED -> finished(record.getFinished());
            case IMPROVED -> new JournalRecord.Improved(SearchMapping.found(record.getImproved()));
            case DISCARDED -> new JournalRecord.Discarded(LeaseMapping.key(record.getDiscarded()));
            case RESTARTED -> new JournalRecord.Restarted();
            case ENDED -> new JournalRecord.Ended(JobMapping.outcome(record.getEnded()));
            default -> throw new MalformedMessageException("journal record: of no known kind");
        };
    }

    private static JournalRecord finished(Journal.JournalRecord.Finished finished) {
        Require.present("finished.lease", finished.hasLease());
        return new JournalRecord.Finished(
                LeaseMapping.key(finished.getLease()),
                LeaseMapping.payload("finished.result", finished.hasResult(), finished.getResult()),
                LeaseMapping.measured(finished.getMeasured()),
                finished.getText());
    }
}
