package dev.cleave.cli.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainLambdasTest {

    /** An interface whose lambdas are serializable. */
    public interface Kept extends Serializable {
        int apply(int number);
    }

    /** A class with lambdas: one serializable, one plain, one with a second interface. */
    public static final class Sums implements IntSupplier {
        @Override
        public int getAsInt() {
            int hundred = 100;
            Kept serializable = number -> number + hundred;
            IntUnaryOperator plain = number -> number + 20;
            IntUnaryOperator marked = (IntUnaryOperator & Cloneable) number -> number + 3;
            return serializable.apply(plain.applyAsInt(marked.applyAsInt(0)));
        }
    }

    @Test
    void aSerializableLambdaBecomesPlainAndDoesTheSame() throws Exception {
        LambdaCallSites before = LambdaCallSites.of(bytes(Sums.class));
        byte[] changed = before.madePlain();

        assertThat(before.serializable()).isEqualTo(1);
        assertThat(LambdaCallSites.of(changed).serializable()).isZero();
        Class<?> sums = new OneClass(Sums.class.getName(), changed).loadClass(Sums.class.getName());
        assertThat(sums).isNotSameAs(Sums.class);
        assertThat(((IntSupplier) sums.getConstructor().newInstance()).getAsInt())
                .isEqualTo(123);
    }

    @Test
    void aClassWithoutSuchLambdasStaysAsItIs() throws Exception {
        byte[] plain = bytes(PlainLambdas.class);

        assertThat(LambdaCallSites.of(plain).madePlain()).isEqualTo(plain);
    }

    @Test
    void aJarIsCopiedWithAllThatIsInIt(@TempDir Path folder) throws Exception {
        Path jar = folder.resolve("sums-1.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("a/readme.txt"));
            out.write(new byte[] {1, 2, 3});
            out.putNextEntry(new ZipEntry("Sums.class"));
            out.write(bytes(Sums.class));
        }

        PlainLambdas.main(new String[] {
            folder.resolve("copies").toString(), jar.toString(), "sums",
        });

        try (ZipFile copy =
                new ZipFile(folder.resolve("copies").resolve("sums-1.jar").toFile())) {
            assertThat(copy.getInputStream(copy.getEntry("a/readme.txt")).readAllBytes())
                    .containsExactly(1, 2, 3);
            byte[] changed = copy.getInputStream(copy.getEntry("Sums.class")).readAllBytes();
            assertThat(LambdaCallSites.of(changed).serializable()).isZero();
        }
    }

    @Test
    void aBuildWithoutTheseJarsFails(@TempDir Path folder) {
        assertThatThrownBy(() -> PlainLambdas.main(new String[] {folder.toString(), "/nowhere/other-1.jar", "akka-"}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("jars of [akka-]");
        assertThatThrownBy(() -> LambdaCallSites.of(new byte[20]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("CAFEBABE");
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(
                type.getName().substring(type.getPackageName().length() + 1) + ".class")) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }

    /** Loads one class from bytes and asks its parent for all others. */
    private static final class OneClass extends ClassLoader {
        private final String name;
        private final byte[] bytes;

        OneClass(String name, byte[] bytes) {
            super(PlainLambdasTest.class.getClassLoader());
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
            if (!wanted.equals(name)) {
                return super.loadClass(wanted, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
        }
    }
}
