package dev.cleave.cluster.transport;

/** Which release this is. */
public final class Version {

    /** The version in the manifest of Cleave's jar; {@code development} where classes come from folders. */
    public static final String CURRENT = current();

    private Version() {}

    private static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
