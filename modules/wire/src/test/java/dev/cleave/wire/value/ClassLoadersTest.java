package dev.cleave.wire.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassLoadersTest {

    /** Has classes of its own. */
    private static final class OwnClasses extends ClassLoader {

        OwnClasses() {
            super(ClassLoadersTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Sorts.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (this) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : defineOwn(name);
            }
        }

        private Class<?> defineOwn(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failed) {
                throw new ClassNotFoundException(name, failed);
            }
        }

        Object point(int x, long y) throws ReflectiveOperationException {
            var constructor = loadClass(Sorts.Point.class.getName()).getDeclaredConstructor(int.class, long.class);
            constructor.setAccessible(true);
            return constructor.newInstance(x, y);
        }
    }

    @Test
    void eachJobGetsItsOwnClassesFromTheSameBytes() throws Exception {
        byte[] bytes = null;
        for (int i = 0; i < 20; i++) {
            OwnClasses loader = new OwnClasses();
            ValueCodec<Object> codec = ValueCodec.ofProblems(Optional.empty(), loader, 1 << 20);
            Object value = List.of(loader.point(1, 2), "x");
            byte[] now = codec.encode(value).bytes();
            assertThat(bytes == null ? now : bytes).isEqualTo(now);
            bytes = now;
            List<?> back = (List<?>) codec.decode(now);
            assertThat(back).isEqualTo(value);
            assertThat(back.get(0).getClass().getClassLoader()).isSameAs(loader);
            assertThat(back.get(0)).isNotEqualTo(new Sorts.Point(1, 2)).hasToString("Point[x=1, y=2]");
        }
    }
}
