package dev.cleave.service.request;

import java.util.regex.Pattern;

/** What things may be called. */
public final class Names {
    private static final Pattern JOB = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern TOKEN = Pattern.compile("[a-z0-9]{1,64}");
    private static final Pattern OWNER = Pattern.compile("[a-z0-9._-]{1,63}");
    private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");

    private Names() {}

    public static void job(String given) {
        Expect.match("job", given, JOB, "a job's id");
    }

    public static void node(String given) {
        Expect.match("node", given, NODE, "a node's id");
    }

    public static void token(String given) {
        Expect.match("token", given, TOKEN, "a token's id");
    }

    static void owner(String given) {
        Expect.match("owner", given, OWNER, "1 to 63 characters of a-z, 0-9, '.', '-' and '_'");
    }

    /** Empty, or a key. */
    public static void idempotencyKey(String given) {
        if (!given.isEmpty()) {
            Expect.match("idempotency_key", given, KEY, "1 to 128 visible ASCII characters");
        }
    }
}
