package dev.cleave.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are not as they should be, from seeds: the server answers no 500 to any, and the next good one. */
class MalformedRequestsTest {
    private static final int RUNS = Integer.getInteger("fuzz", 400);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int PATIENCE_MILLIS = 2000;
    /** Until then, what is made once has been made. */
    private static final int WARM_UPS = 50;

    private static final double MOST_MORE_MIB = 24;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String BODY =
            "{\"job\": {\"program\": \"nqueens\", \"arguments\": {\"n\": \"12\"}, \"labels\": {\"a\": \"b\"},"
                    + " \"priority\": 3, \"limits\": {\"max_cores\": 4}, \"retries\": {\"max\": 1, \"back_off\":"
                    + " \"1.5s\"}, \"profile\": true}}";
    private static final List<String> PATHS = List.of(
            "POST /v1/jobs",
            "GET /v1/jobs?page_size=3&states=RUNNING&labels=a%3Db",
            "GET /v1/jobs/job-0001",
            "GET /v1/jobs/job-0001/events?after=1",
            "GET /v1/jobs/job-0001/logs?tail=1",
            "POST /v1/jobs/job-0001/cancel",
            "POST /v1/tokens",
            "PUT /v1/blobs/" + "ab".repeat(32),
            "POST /cleave.v1.JobService/SubmitJob",
            "POST /cleave.v1.JobService/UploadBlob");

    @TempDir
    Path folder;

    @Test
    void noneCrashesTheServerAndNoneIsAnErrorOfItsOwn() throws Exception {
        try (TestServer api = new TestServer(folder)) {
            for (long seed = SEED + RUNS; seed < SEED + RUNS + WARM_UPS; seed++) {
                send(api.port(), request(new Random(seed), api));
            }
            double before = heapMib();
            for (long seed = SEED; seed < SEED + RUNS; seed++) {
                byte[] request = request(new Random(seed), api);
                String answer = send(api.port(), request);
                assertThat(answer)
                        .as("seed %d", seed)
                        .doesNotStartWith("HTTP/1.1 5")
                        .doesNotContain("\tat ", "\"INTERNAL\"", "grpc-status: 13");
                if (!Arrays.equals(
                        request, 0, 4, PREFACE, 0,
                        4)) { // The farewell of a broken HTTP/2 connection names what its codec met.
                    assertThat(answer).as("seed %d", seed).doesNotContain("Exception");
                }
                if (seed % 50 == 0) {
                    assertThat(api.get("/v1/version").statusCode())
                            .as("after seed %d", seed)
                            .isEqualTo(200);
                }
            }
            assertThat(api.get("/v1/version").statusCode()).isEqualTo(200);
            api.audit.removeIf(
                    entry -> !entry.decision().equals("INTERNAL")); // The test's own list, and not the server's.
            assertThat(heapMib()).as("MiB of heap").isLessThan(before + MOST_MORE_MIB);
            assertThat(api.audit).noneMatch(entry -> entry.decision().equals("INTERNAL"));
        }
    }

    private static double heapMib() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (double) (1 << 20);
    }

    private static byte[] request(Random random, TestServer api) {
        String line = PATHS.get(random.nextInt(PATHS.size()));
        boolean grpc = line.contains("cleave.v1");
        byte[] body =
                grpc ? frame(random) : BODY.getBytes(StandardCharsets.UTF_8).clone();
        if (random.nextInt(3) > 0) {
            damage(body, random);
        }
        String type =
                grpc ? "application/grpc" : line.startsWith("PUT") ? "application/octet-stream" : "application/json";
        int length = random.nextInt(10) == 0 ? random.nextInt(body.length * 2) : body.length;
        String head = line + " HTTP/1.1\r\nhost: 127.0.0.1:" + api.port() + "\r\nauthorization: Bearer " + api.admin
                + "\r\ncontent-type: " + type + "\r\nte: trailers\r\nconnection: close\r\n"
                + (line.startsWith("GET") ? "" : "content-length: " + length + "\r\n") + "\r\n";
        if (grpc && random.nextBoolean()) {
            return http2(line.split(" ")[1], body, random, api);
        }
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        if (random.nextInt(4) == 0) {
            damage(headBytes, random);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(headBytes);
        if (!line.startsWith("GET")) {
            whole.writeBytes(body);
        }
        return whole.toByteArray();
    }

    /** The same in frames of HTTP/2, as gRPC clients speak it; anything but the first words may be damaged. */
    private static byte[] http2(String path, byte[] body, Random random, TestServer api) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        field(fields, ":method", "POST");
        field(fields, ":scheme", "http");
        field(fields, ":path", path);
        field(fields, ":authority", "127.0.0.1:" + api.port());
        field(fields, "authorization", "Bearer " + api.admin);
        field(fields, "content-type", "application/grpc");
        field(fields, "te", "trailers");
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(http2Frame(4, 0, 0, new byte[0]));
        frames.writeBytes(http2Frame(1, 4, 1, fields.toByteArray()));
        if (random.nextInt(4) == 0) {
            frames.writeBytes(http2Frame(random.nextInt(12), random.nextInt(256), random.nextInt(4), frame(random)));
        }
        frames.writeBytes(http2Frame(0, 1, 1, body));
        byte[] framed = frames.toByteArray();
        if (random.nextInt(3) > 0) {
            damage(framed, random);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(PREFACE);
        whole.writeBytes(framed);
        return whole.toByteArray();
    }

    /** A header as it is, not indexed and not compressed (RFC 7541, 6.2.2). */
    private static void field(ByteArrayOutputStream fields, String name, String value) {
        fields.write(0);
        for (String text : List.of(name, value)) {
            fields.write(text.length());
            fields.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Length in three bytes, kind, flags, stream (RFC 9113, 4.1). */
    private static byte[] http2Frame(int kind, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) kind)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    private static byte[] frame(Random random) {
        byte[] message = new byte[random.nextInt(60)];
        random.nextBytes(message);
        byte[] frame = new byte[5 + message.length];
        frame[4] = (byte) message.length;
        System.arraycopy(message, 0, frame, 5, message.length);
        return frame;
    }

    private static void damage(byte[] bytes, Random random) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
    }

    /** What came before the server hung up, or what had come when nothing more did. */
    private static String send(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                out.write(request);
                out.flush();
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                byte[] chunk = new byte[4096];
                int count;
                while ((count = in.read(chunk)) >= 0) {
                    answer.write(chunk, 0, count);
                }
            } catch (SocketTimeoutException e) {
                // It waits for bytes that will not come.
            } catch (IOException e) {
                // It hung up while it was written to.
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
