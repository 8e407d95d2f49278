package dev.cleave.service.api;

import com.linecorp.armeria.common.HttpHeaders;

/** What every answer tells a browser that meets it: nothing here is a page, and nothing is to be kept. */
final class SecurityHeaders {
    static final HttpHeaders ALL = HttpHeaders.builder()
            .add(
                    "content-security-policy",
                    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
            .add("x-content-type-options", "nosniff")
            .add("x-frame-options", "DENY")
            .add("referrer-policy", "no-referrer")
            .add("cross-origin-resource-policy", "same-origin")
            .add("cache-control", "no-store")
            .build();

    private SecurityHeaders() {}
}
