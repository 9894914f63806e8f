package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Flushing more often needs a package of the JDK, which is open where a flag says so. */
@Timeout(90)
class FlushForcerTest {
    private static final List<String> OPEN =
            List.of("--add-opens=jdk.jfr/jdk.jfr.internal=ALL-UNNAMED");

    @Test
    void whereThePackageIsOpenItIsDoneWithoutAWord() throws Exception {
        assertThat(Child.run(OPEN, Program.class).out()).isEqualTo("found: true notes: 0");
    }

    @Test
    void whereItIsNotANoteSaysSo() throws Exception {
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
