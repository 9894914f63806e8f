package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.api.TracerUnavailableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LiveTracerProviderTest {
    @Test
    void theApiFindsTheTracer() {
        assertThat(Tracer.system()).isInstanceOf(LiveTracer.class).isSameAs(Tracer.system());
        assertThat(new LiveTracerProvider().tracer()).isSameAs(Tracer.system());
    }

    @Test
    void withoutJfrStartSaysWhatIsMissing() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--limit-modules",
                                "java.base",
                                "-cp",
                                System.getProperty("java.class.path"),
                                WithoutJfr.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("refused: this runtime has no module jdk.jfr");
    }

    /** Run in a JVM of its own. */
    static final class WithoutJfr {
        private WithoutJfr() {}

        public static void main(String[] args) throws Exception {
            Tracer tracer = Tracer.system();
            try {
                tracer.startTrace();
            } catch (TracerUnavailableException e) {
                System.out.println("refused: " + e.getMessage());
            }
            if (tracer.isTracing() || tracer.readTrace() != null) {
                throw new AssertionError("tracing is on");
            }
            tracer.stopTrace();
        }
    }
}
