package dev.cleave.cli.program;

import dev.cleave.cli.command.CommandException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A program in one Java file, compiled in memory. */
final class SourceFile {

    private static final int MAX_COMPLAINTS = 10;
    private static final URI IN_MEMORY = URI.create("memory:///class");

    private SourceFile() {}

    /**
     * Compiles a file against the api.
     *
     * @param file what the user wrote
     * @param libraries further jars to compile against
     * @return the entries of a jar: class files by name
     * @throws CommandException if there is no compiler, or the compiler complains
     */
    static SortedMap<String, byte[]> compile(Path file, List<Path> libraries) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw CommandException.usage("compiling " + file + " needs a JDK (this is a JRE without a compiler: "
                    + System.getProperty("java.home") + ")");
        }
        String text = read(file);
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        StringWriter uncollected = new StringWriter();
        StandardJavaFileManager standard = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null);
        ClassesInMemory classes = new ClassesInMemory(standard);
        boolean compiled = compiler.getTask(
                        uncollected,
                        classes,
                        diagnostics,
                        List.of("-proc:none", "-parameters", "-g", "-nowarn", "-cp", classPath(libraries)),
                        null,
                        List.of(new Source(file, text)))
                .call();
        if (!compiled) {
            throw CommandException.usage(complaints(file, text, diagnostics, uncollected.toString()));
        }
        return classes.entries();
    }

    private static String classPath(List<Path> libraries) {
        return Stream.concat(CompileClassPath.entries().stream(), libraries.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw CommandException.usage(file + ": cannot be read as UTF-8 text (" + unreadable + ")");
        }
    }

    private static String complaints(
            Path file, String text, DiagnosticCollector<JavaFileObject> diagnostics, String uncollected) {
        List<String> sourceLines = text.lines().toList();
        List<Diagnostic<? extends JavaFileObject>> errors = diagnostics.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .collect(Collectors.toList());
        StringBuilder message = new StringBuilder(file + " does not compile:");
        for (Diagnostic<? extends JavaFileObject> error : errors.subList(0, Math.min(MAX_COMPLAINTS, errors.size()))) {
            message.append('\n').append(file);
            if (error.getLineNumber() != Diagnostic.NOPOS) {
                message.append(':').append(error.getLineNumber());
            }
            message.append(": ").append(error.getMessage(Locale.ROOT).strip().replace("\n", "\n    "));
            int line = (int) error.getLineNumber();
            if (line >= 1 && line <= sourceLines.size()) {
                message.append("\n    ").append(sourceLines.get(line - 1).strip());
            }
        }
        if (errors.size() > MAX_COMPLAINTS) {
            message.append("\nand ").append(errors.size() - MAX_COMPLAINTS).append(" more");
        }
        if (!uncollected.isBlank()) {
            message.append('\n').append(uncollected.strip());
        }
        return message.toString();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(Path file, String text) {
            super(file.toAbsolutePath().toUri(), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class ClassesInMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final SortedMap<String, ByteArrayOutputStream> classes = new TreeMap<>();

        ClassesInMemory(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String name = className.replace('.', '/') + kind.extension;
            return new SimpleJavaFileObject(IN_MEMORY, kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(name, bytes);
                    return bytes;
                }
            };
        }

        SortedMap<String, byte[]> entries() {
            SortedMap<String, byte[]> entries = new TreeMap<>();
            classes.forEach((name, bytes) -> entries.put(name, bytes.toByteArray()));
            return entries;
        }
    }

    /** The file's name without folder and ending. */
    static String simpleName(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ".java".length());
    }
}
