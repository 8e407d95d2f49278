package dev.cleave.client.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/executor.md runs as printed, and prints what is printed there. */
class DocumentedExecutorTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("```java\\n(.*?class (\\w+) .*?)```.*?```text\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theProgramPrintsWhatThePageSays() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../../docs/executor.md")));
        assertThat(example.find()).isTrue();
        assertThat(run(example.group(2), example.group(1))).isEqualTo(example.group(3));
    }

    private String run(String name, String source) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        String classPath = System.getProperty("java.class.path");
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), "-cp", classPath, file.toString());
        assertThat(failed).isZero();
        PrintStream before = System.out;
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, context)) {
            Thread.currentThread().setContextClassLoader(loader);
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
            Thread.currentThread().setContextClassLoader(context);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
