package dev.cleave.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.api.Job;
import dev.cleave.api.SequentialSolver;
import dev.cleave.api.check.ProgramCheck;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/write-a-program.md prints, compiled and run as printed. */
class WriteAProgramTest {

    private static final Path DOC = Path.of("..", "..", "docs", "write-a-program.md");
    private static final Pattern JAVA_BLOCK =
            Pattern.compile("^```java\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    private Path folder;

    private String program = "";
    private String solver = "";
    private String test = "";
    private String codec = "";

    @BeforeEach
    void readTheDoc() throws IOException {
        List<String> blocks = JAVA_BLOCK
                .matcher(Files.readString(DOC))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(blocks).hasSize(4);
        program = blocks.get(0);
        solver = blocks.get(1);
        test = blocks.get(2);
        codec = blocks.get(3);
    }

    @Test
    void theProgramRunsAsPrinted() throws Exception {
        Job<?, ?> job = compile(program);

        assertThat(job.name()).isEqualTo("myprogram");
        assertThat(Examples.divided(job, Map.of("n", "12"))).isEqualTo("324932");
        ProgramCheck.of(job, Map.of("n", "6")).samples(20).verify();
    }

    /** OEIS A001411. */
    @Test
    void theProgramGivesThePublishedAnswers() throws Exception {
        Job<?, ?> job = compile(program);
        String[] answers = {"1", "4", "12", "36", "100", "284", "780", "2172", "5916"};

        for (int n = 0; n < answers.length; n++) {
            assertThat(Examples.divided(job, Map.of("n", "" + n))).isEqualTo(answers[n]);
        }
    }

    @Test
    void theSolverAndTheCodecFitIntoTheProgram() throws Exception {
        Job<?, ?> job = compile(withMembers(solver + codec)
                .replace("import dev.cleave.api.Parameter;", """
                        import dev.cleave.api.Parameter;
                        import dev.cleave.api.Codec;
                        import dev.cleave.api.SequentialSolver;
                        import java.nio.ByteBuffer;
                        import java.util.Optional;
                        """)
                .replace("new Steps()", "new FastSteps()"));

        assertThat(Examples.program(job, Map.of())).isInstanceOf(SequentialSolver.class);
        assertThat(Examples.solved(job, Map.of("n", "12"))).isEqualTo("324932");
        assertThat(Examples.solved(job, Map.of("n", "16"))).isEqualTo("17245332");
        assertThat(job.problemCodec()).isPresent();
        ProgramCheck.of(job, Map.of("n", "7")).samples(20).verify();
        ProgramCheck.of(job, Map.of("n", "40")).samples(20).verify();
    }

    @Test
    void theTestPasses() throws Exception {
        try (URLClassLoader classes = compile(Map.of("MyProgram", program, "MyProgramTest", test))) {
            Class<?> type = classes.loadClass("MyProgramTest");
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object instance = constructor.newInstance();
            int tests = 0;
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    method.setAccessible(true);
                    method.invoke(instance);
                    tests++;
                }
            }
            assertThat(tests).isEqualTo(2);
        }
    }

    @Test
    void refusesItsParametersWithTheWordsThatArePrinted() throws Exception {
        Job<?, ?> job = compile(program);

        assertRefused(job, "n", "99", "n: 99 (expected: 0 to 40)");
        assertRefused(job, "m", "12", "unknown parameter: m (did you mean n? known: n)");
    }

    private static void assertRefused(Job<?, ?> job, String name, String value, String message) throws IOException {
        assertThat(Files.readString(DOC)).contains("-p " + name + "=" + value + "\n", message);
        assertThatThrownBy(() -> Examples.program(job, Map.of(name, value))).hasMessage(message);
    }

    private String withMembers(String members) {
        int end = program.lastIndexOf('}');
        return program.substring(0, end) + "\n" + members + "}\n";
    }

    private Job<?, ?> compile(String source) throws Exception {
        URLClassLoader classes = compile(Map.of("MyProgram", source));
        return (Job<?, ?>)
                classes.loadClass("MyProgram").getDeclaredConstructor().newInstance();
    }

    private URLClassLoader compile(Map<String, String> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue());
            }
            Path[] written = sources.keySet().stream()
                    .map(name -> folder.resolve(name + ".java"))
                    .toArray(Path[]::new);
            boolean compiled = compiler.getTask(
                            complaints,
                            files,
                            null,
                            List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjects(written))
                    .call();
            assertThat(compiled).as(complaints.toString()).isTrue();
        }
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }
}
