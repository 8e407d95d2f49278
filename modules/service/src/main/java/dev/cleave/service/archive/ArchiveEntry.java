package dev.cleave.service.archive;

/** What an accepted jar holds under one name. */
public record ArchiveEntry(String name, long size, long crc) {}
