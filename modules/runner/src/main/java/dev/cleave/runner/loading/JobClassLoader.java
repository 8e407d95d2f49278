package dev.cleave.runner.loading;

import dev.cleave.api.Job;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * The class loader of one job: its own jars first, so that it may bring whatever versions of libraries it likes.
 *
 * <p>Shared with Cleave are only the JDK, the package {@code dev.cleave.api}, and the protobuf library if the job does
 * not bring one. Nothing else of Cleave can be seen from inside. Safe for use by many threads.
 */
public final class JobClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final ClassLoader CLEAVE = Job.class.getClassLoader();

    final DefaultCodecs codecs = new DefaultCodecs(this);

    private JobClassLoader(URL[] jars) {
        super("job", jars, ClassLoader.getPlatformClassLoader());
    }

    /**
     * A class loader for a job.
     *
     * @param classPath the job's jars or folders of classes, in order
     */
    public static JobClassLoader over(List<Path> classPath) {
        URL[] jars = new URL[classPath.size()];
        try {
            for (int i = 0; i < jars.length; i++) {
                jars[i] = classPath.get(i).toUri().toURL();
            }
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException("class path: " + classPath, impossible);
        }
        return new JobClassLoader(jars);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isCleaves(name)) {
            return CLEAVE.loadClass(name);
        }
        if (isOnlyTheJdks(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = own(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private Class<?> own(String name) throws ClassNotFoundException {
        try {
            return findClass(name);
        } catch (ClassNotFoundException notOwn) {
            if (name.startsWith("com.google.protobuf.")) {
                return CLEAVE.loadClass(name);
            }
            return getParent().loadClass(name);
        }
    }

    private static boolean isCleaves(String name) {
        return name.startsWith("dev.cleave.api.") || name.startsWith("org.jspecify.annotations.");
    }

    private static boolean isOnlyTheJdks(String name) {
        return name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.");
    }
}
