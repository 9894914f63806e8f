package dev.jfrtrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.spi.TracerProvider;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracerTest {
    @TempDir private Path folder;

    @Test
    void theProviderOnThePathIsFound() {
        assertThat(Tracer.system()).isSameAs(FakeTracer.INSTANCE);
    }

    @Test
    void saysWhichJarsAreMissing() throws Exception {
        assertThat(messageOfSystem()).contains("jfr-bridge and encoder must be on the class path");
    }

    @Test
    void saysWhatCannotBeUsed() throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(TracerProvider.class.getName()), "no.such.Provider");
        assertThat(messageOfSystem()).contains("cannot be used", "no.such.Provider");
    }

    /** What {@link Tracer#system} throws where there is the API alone, and the folder. */
    private String messageOfSystem() throws Exception {
        URL api = Tracer.class.getProtectionDomain().getCodeSource().getLocation();
        URL[] path = {api, folder.toUri().toURL()};
        try (URLClassLoader loader =
                new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Class.forName(Tracer.class.getName(), true, loader).getMethod("system").invoke(null);
            throw new AssertionError("a tracer was found");
        } catch (InvocationTargetException e) {
            assertThat(e.getCause().getClass().getName())
                    .isEqualTo(TracerUnavailableException.class.getName());
            return e.getCause().getMessage();
        }
    }
}
