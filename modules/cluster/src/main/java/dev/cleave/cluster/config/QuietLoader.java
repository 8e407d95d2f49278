package dev.cleave.cluster.config;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;

/**
 * The classes of its parent without what Akka would read of every jar at each start: its defaults, which the build has
 * merged, and manifests, by which it compares versions that the build has chosen.
 */
final class QuietLoader extends ClassLoader {

    private static final Set<String> KNOWN_ALREADY = Set.of("reference.conf", "META-INF/MANIFEST.MF");

    QuietLoader(ClassLoader parent) {
        super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return KNOWN_ALREADY.contains(name) ? Collections.emptyEnumeration() : super.getResources(name);
    }
}
