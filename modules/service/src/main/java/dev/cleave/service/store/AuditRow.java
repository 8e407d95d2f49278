package dev.cleave.service.store;

/**
 * An entry in its place in the chain.
 *
 * @param number its place, from 1 without gaps
 * @param entry what was done
 * @param sha256 a digest over the digest of the row before and this row's content, as 64 hexadecimal digits
 */
public record AuditRow(long number, AuditEntry entry, String sha256) {}
