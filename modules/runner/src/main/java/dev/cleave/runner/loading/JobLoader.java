package dev.cleave.runner.loading;

import dev.cleave.api.Code;
import dev.cleave.api.Job;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Makes jobs of jars and class names. */
public final class JobLoader {

    private JobLoader() {}

    /**
     * The job of a class.
     *
     * @param jobClass its binary name
     * @param classPath where to find it, and what it needs
     * @throws JobNotLoadableException if there is no such class, or it is not a job, or cannot be constructed
     */
    public static LoadedJob<?, ?> load(String jobClass, List<Path> classPath) throws JobNotLoadableException {
        for (Path jar : classPath) {
            if (!Files.isReadable(jar)) {
                throw new JobNotLoadableException(Code.JOB_NOT_LOADABLE, "class path: " + jar + " cannot be read");
            }
        }
        return load(jobClass, JobClassLoader.over(classPath));
    }

    /**
     * Another job of the code that is loaded already, or is about to be.
     *
     * @param jobClass its binary name
     * @param loader where to find it
     * @throws JobNotLoadableException if there is no such class, or it is not a job, or cannot be constructed
     */
    public static LoadedJob<?, ?> load(String jobClass, JobClassLoader loader) throws JobNotLoadableException {
        try {
            return new LoadedJob<>(construct(Class.forName(jobClass, true, loader)), loader);
        } catch (ClassNotFoundException missing) {
            throw new JobNotLoadableException(
                    Code.JOB_NOT_LOADABLE, "class not found: " + jobClass + " (looked in: " + names(loader) + ")");
        } catch (LinkageError broken) {
            throw new JobNotLoadableException(Code.JOB_NOT_LOADABLE, explain(jobClass, broken), broken);
        }
    }

    /**
     * The jobs that some jars list as services, as {@code META-INF/services/dev.cleave.api.Job}.
     *
     * @param classPath the jars
     * @return one job for each, in the order listed
     * @throws JobNotLoadableException if one of them cannot be constructed
     */
    public static List<LoadedJob<?, ?>> listed(List<Path> classPath) throws JobNotLoadableException {
        JobClassLoader loader = JobClassLoader.over(classPath);
        List<LoadedJob<?, ?>> jobs = new ArrayList<>();
        try {
            for (Job<?, ?> job : ServiceLoader.load(Job.class, loader)) {
                jobs.add(new LoadedJob<>(job, loader));
            }
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new JobNotLoadableException(Code.JOB_NOT_LOADABLE, String.valueOf(broken.getMessage()), broken);
        }
        return jobs;
    }

    private static Job<?, ?> construct(Class<?> type) throws JobNotLoadableException {
        if (!Job.class.isAssignableFrom(type)) {
            throw new JobNotLoadableException(
                    Code.JOB_NOT_LOADABLE, type.getName() + " (expected: a class that implements dev.cleave.api.Job)");
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Job<?, ?>) constructor.newInstance();
        } catch (NoSuchMethodException | InstantiationException none) {
            throw new JobNotLoadableException(
                    Code.JOB_NOT_LOADABLE,
                    type.getName() + " (expected: a class with a public constructor without arguments)");
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            throw new JobNotLoadableException(
                    Code.JOB_NOT_LOADABLE, "constructor of " + type.getName() + " threw " + cause, cause);
        } catch (IllegalAccessException impossible) {
            throw new JobNotLoadableException(Code.JOB_NOT_LOADABLE, impossible.toString(), impossible);
        }
    }

    private static String explain(String jobClass, LinkageError broken) {
        if (broken instanceof UnsupportedClassVersionError) {
            return broken.getMessage() + " (this is Java " + System.getProperty("java.version") + ")";
        }
        Throwable cause =
                broken instanceof ExceptionInInitializerError && broken.getCause() != null ? broken.getCause() : broken;
        return jobClass + " cannot be loaded: " + cause;
    }

    private static String names(JobClassLoader loader) {
        List<String> names = new ArrayList<>();
        for (URL jar : loader.getURLs()) {
            String path = jar.getPath();
            names.add(path.substring(path.lastIndexOf('/', path.length() - 2) + 1));
        }
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
