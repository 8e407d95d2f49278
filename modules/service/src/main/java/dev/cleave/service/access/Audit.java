package dev.cleave.service.access;

/** Keeps what was decided: every change, and every refusal. Must not block and must not throw; safe for several threads. */
public interface Audit {
    void record(AuditEntry entry);
}
