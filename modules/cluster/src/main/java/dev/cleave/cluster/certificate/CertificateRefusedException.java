package dev.cleave.cluster.certificate;

import java.io.IOException;

/** Thrown when a key or certificate cannot be made, read or used; the message names the file, and what was expected. */
public final class CertificateRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    CertificateRefusedException(String message) {
        super(message);
    }

    CertificateRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    static CertificateRefusedException of(Object what, String given, String expected) {
        return new CertificateRefusedException(what + ": " + given + " (expected: " + expected + ")");
    }
}
