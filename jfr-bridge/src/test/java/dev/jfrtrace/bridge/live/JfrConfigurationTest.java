package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.TraceFlightRecorder;
import dev.jfrtrace.api.TraceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Choices for the whole JVM: made in one of its own. */
@Timeout(90)
class JfrConfigurationTest {
    /** Asks for a stack depth before JFR's first recording and after, and looks at a stack. */
    static final class Program {
        private static final int DEPTH = 7;

        private Program() {}

        public static void main(String[] args) throws Exception {
            TraceOptions options =
                    TraceOptions.builder(Preset.LIGHT)
                            .stackDepth(DEPTH)
                            .maxChunkSize(2 << 20)
                            .build();
            List<String> before = new ArrayList<>();
            JfrConfiguration.apply(options, before);
            int frames = recordedFrames();
            List<String> after = new ArrayList<>();
            JfrConfiguration.apply(options, after);
            System.out.println("before=" + before.size() + " frames=" + frames);
            System.out.println("after=" + after);
        }

        private static int recordedFrames() throws Exception {
            Path file = Files.createTempFile("depth", ".jfr");
            try (Recording recording = new Recording()) {
                recording.enable("jdk.ThreadSleep").withoutThreshold().withStackTrace();
                recording.start();
                sleepDeep(30);
                recording.stop();
                recording.dump(file);
            }
            return framesIn(file);
        }

        static int framesIn(Path file) throws Exception {
            long self = Survey.id(Thread.currentThread());
            int most = 0;
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                RecordedThread thread = event.getThread();
                boolean isOurs = thread != null && thread.getJavaThreadId() == self;
                if (isOurs && event.getStackTrace() != null) {
                    most = Math.max(most, event.getStackTrace().getFrames().size());
                }
            }
            Files.delete(file);
            return most;
        }

        static void sleepDeep(int calls) throws InterruptedException {
            if (calls == 0) {
                Thread.sleep(5);
            } else {
                sleepDeep(calls - 1);
            }
        }
    }

    @Test
    void stacksGetTheirDepthBeforeTheFirstRecordingAndANoteAfterIt() throws Exception {
        String said = Child.run(Program.class).out();
        assertThat(said).contains("before=0 frames=7");
        assertThat(said).contains("after=[Stacks keep the depth that the JVM has");
    }

    /** Asks a flight recorder for a stack depth, and looks at a stack. */
    static final class KeepingProgram {
        private KeepingProgram() {}

        public static void main(String[] args) throws Exception {
            TraceOptions options =
                    TraceOptions.builder(Preset.FULL).stackDepth(Program.DEPTH).build();
            Path file = Files.createTempFile("depth", ".jfr");
            try (TraceFlightRecorder recorder =
                    TraceFlightRecorder.start(Duration.ofMinutes(1), options)) {
                Program.sleepDeep(30);
                recorder.dumpTo(file);
            }
            System.out.println("frames=" + Program.framesIn(file));
        }
    }

    @Test
    void aFlightRecorderThatIsTheFirstRecordingChoosesTheDepth() throws Exception {
        assertThat(Child.run(KeepingProgram.class).out()).contains("frames=7");
    }

    @Test
    void nothingIsConfiguredUnlessWanted() {
        List<String> notes = new ArrayList<>();
        JfrConfiguration.apply(TraceOptions.defaults(), notes);
        assertThat(notes).isEmpty();
    }
}
