package dev.cleave.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are not as they should be, from seeds: the server answers no 500 to any, and the next good one. */
class MalformedRequestsTest {
    private static final int RUNS = Integer.getInteger("fuzz", 400);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int PATIENCE_MILLIS = 2000;
    private static final String BODY =
            "{\"job\": {\"program\": \"nqueens\", \"arguments\": {\"n\": \"12\"}, \"labels\": {\"a\": \"b\"}, \"priority\": 3,"
                    + " \"limits\": {\"max_cores\": 4}, \"retries\": {\"max\": 1, \"back_off\": \"1.5s\"}, \"profile\": true}}";
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
            for (long seed = SEED; seed < SEED + RUNS; seed++) {
                byte[] request = request(new Random(seed), api);
                String answer = send(api.port(), request);
                assertThat(answer)
                        .as("seed %d", seed)
                        .doesNotStartWith("HTTP/1.1 5")
                        .doesNotContain("Exception", "\tat ", "\"INTERNAL\"", "grpc-status: 13");
                if (seed % 50 == 0) {
                    assertThat(api.get("/v1/version").statusCode())
                            .as("after seed %d", seed)
                            .isEqualTo(200);
                }
            }
            assertThat(api.get("/v1/version").statusCode()).isEqualTo(200);
            assertThat(api.audit).noneMatch(entry -> entry.decision().equals("INTERNAL"));
        }
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
