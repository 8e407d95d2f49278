package dev.cleave.service.request;

import dev.cleave.service.refusal.Refusal;
import dev.cleave.wire.proto.pipelines.v1.ListPipelineRunsRequest;
import dev.cleave.wire.proto.pipelines.v1.PipelineSource;
import dev.cleave.wire.proto.pipelines.v1.ResumePipelineRunRequest;
import dev.cleave.wire.proto.pipelines.v1.SchedulePipelineRequest;
import dev.cleave.wire.proto.pipelines.v1.SubmitPipelineRequest;
import java.util.regex.Pattern;

/** What is asked about pipelines. */
public final class PipelineChecks {

    private static final int LONGEST_TEXT = 1 << 20;
    private static final int MOST_FILES = 1000;
    private static final int MOST_ARGUMENTS = 100;
    private static final int LONGEST_ARGUMENTS = 256 * 1024;
    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_FILE = 255;
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");
    private static final Pattern PAGE_TOKEN = Pattern.compile("[!-~]{1,512}");

    private PipelineChecks() {}

    public static void run(String given) {
        Expect.match("run", given, RUN, "a run's id");
    }

    public static void submit(SubmitPipelineRequest request) {
        source(request.getPipeline());
        Names.idempotencyKey(request.getIdempotencyKey());
    }

    public static void schedule(SchedulePipelineRequest request) {
        source(request.getPipeline());
    }

    /** A schedule's name. */
    public static void schedule(String given) {
        name("schedule", given);
    }

    public static void resume(ResumePipelineRunRequest request) {
        run(request.getRun());
        if (request.hasPipeline()) {
            source(request.getPipeline());
        }
    }

    public static void list(ListPipelineRunsRequest request) {
        if (!request.getOwner().isEmpty()) {
            Names.owner(request.getOwner());
        }
        if (Integer.compareUnsigned(request.getPageSize(), JobChecks.LARGEST_PAGE) > 0) {
            throw Refusal.invalid(
                    "page_size", Integer.toUnsignedString(request.getPageSize()), "1 to " + JobChecks.LARGEST_PAGE);
        }
        if (!request.getPageToken().isEmpty()) {
            Expect.match("page_token", request.getPageToken(), PAGE_TOKEN, "next_page_token of the page before");
        }
    }

    private static void source(PipelineSource pipeline) {
        name("pipeline.name", pipeline.getName());
        if (pipeline.getText().isBlank()) {
            throw Refusal.invalid("pipeline.text", pipeline.getText(), "the text of a pipeline");
        }
        Expect.atMost("pipeline.text", pipeline.getText().length(), LONGEST_TEXT, "characters");
        Expect.atMost("pipeline.files", pipeline.getFilesCount(), MOST_FILES, "files");
        pipeline.getFilesMap().forEach((name, blob) -> {
            Expect.atMost("pipeline.files", name.length(), LONGEST_FILE, "characters of a name");
            BlobChecks.blob("pipeline.files." + name, blob);
        });
        Expect.atMost("pipeline.arguments", pipeline.getArgumentsCount(), MOST_ARGUMENTS, "arguments");
        int length = pipeline.getArgumentsMap().values().stream()
                .mapToInt(String::length)
                .sum();
        Expect.atMost("pipeline.arguments", length, LONGEST_ARGUMENTS, "characters");
    }

    private static void name(String field, String given) {
        if (given.isBlank() || given.length() > LONGEST_NAME) {
            throw Refusal.invalid(field, given, "1 to " + LONGEST_NAME + " characters");
        }
    }
}
