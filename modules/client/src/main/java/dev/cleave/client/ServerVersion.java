package dev.cleave.client;

/**
 * Who answers.
 *
 * @param version of Cleave
 * @param javaVersion of its JVM
 * @param node the node that answered
 */
public record ServerVersion(String version, String javaVersion, String node) {}
