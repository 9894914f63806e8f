package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Flushing more often needs packages of the JDK, which are open where a flag says so. */
@Timeout(90)
class FlushForcerTest {
    private static List<String> open(String... packages) {
        return List.of(packages).stream()
                .map(name -> "--add-opens=jdk.jfr/" + name + "=ALL-UNNAMED")
                .toList();
    }

    @Test
    void whereThePackagesAreOpenItIsDoneWithoutAWord() throws Exception {
        List<String> flags =
                Runtime.version().feature() < 22
                        ? open("jdk.jfr.internal")
                        : open("jdk.jfr.internal", "jdk.jfr.internal.util");
        assertThat(Child.run(flags, Program.class).out()).isEqualTo("found: true notes: 0");
    }

    @Test
    void whereTheyAreNotANoteSaysSo() throws Exception {
        assertThat(Child.run(Program.class).out()).isEqualTo("found: false notes: 1");
    }

    /** Says whether it can be done, and how many notes of a trace that wants it tell of it. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) throws Exception {
            TraceOptions options = TraceOptions.builder(Preset.LIGHT).lowLatency().build();
            Trace trace = Trace.start(OutputStream.nullOutputStream(), options);
            try (trace) {
                Thread.sleep(300);
            }
            FlushForcer forcer = FlushForcer.find();
            if (forcer != null) {
                forcer.flush();
            }
            long notes =
                    trace.outcome().notes().stream()
                            .filter(note -> note.startsWith("JFR flushes once a second"))
                            .count();
            System.out.print("found: " + (forcer != null) + " notes: " + notes);
        }
    }
}
