package dev.jfrtrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
    private static final String PREFIX = "dev.jfrtrace.";

    @TempDir Path dir;

    @Test
    void tasksRegionsAndLogsAreEventsInTheirOrder() throws IOException {
        List<RecordedEvent> events =
                recorded(
                        () -> {
                            try (Task order = Trace.task("order");
                                    Region parse = order.region("parse")) {
                                assertThat(parse).isNotNull();
                                order.log("id", "4711");
                            }
                        });
        assertThat(events)
                .extracting(event -> event.getEventType().getName())
                .containsExactly(
                        PREFIX + "TaskBegin",
                        PREFIX + "RegionBegin",
                        PREFIX + "Log",
                        PREFIX + "RegionEnd",
                        PREFIX + "TaskEnd");
        long task = events.get(0).getLong("task");
        assertThat(task).isPositive();
        assertThat(events).allMatch(event -> event.getLong("task") == task);
        assertThat(events.get(0).getString("name")).isEqualTo("order");
        assertThat(events.get(0).getLong("parent")).isZero();
        assertThat(events.get(1).getString("name")).isEqualTo("parse");
        assertThat(events.get(2).getString("category")).isEqualTo("id");
        assertThat(events.get(2).getString("message")).isEqualTo("4711");
        assertThat(events.get(0).getStackTrace().getFrames()).isNotEmpty();
    }

    @Test
    void nestedTasksNameTheirParent() throws IOException {
        List<RecordedEvent> events =
                recorded(
                        () -> {
                            try (Task outer = Trace.task("outer");
                                    Task inner = outer.task("inner")) {
                                inner.log("where", "inside");
                            }
                        });
        RecordedEvent outer = events.get(0);
        RecordedEvent inner = events.get(1);
        assertThat(inner.getLong("parent")).isEqualTo(outer.getLong("task"));
        assertThat(inner.getLong("task")).isGreaterThan(outer.getLong("task"));
    }

    @Test
    void isEnabledWhileARecordingTakesThem() throws IOException {
        assertThat(Trace.isEnabled()).isFalse();
        recorded(() -> assertThat(Trace.isEnabled()).isTrue());
        assertThat(Trace.isEnabled()).isFalse();
    }

    @Test
    void aTaskThatBeganUnheardEndsUnheard() throws IOException {
        Task unheard = Trace.task("unheard");
        List<RecordedEvent> events = recorded(unheard::close);
        assertThat(events).isEmpty();
    }

    @Test
    void aMessageIsMadeUpWhereSomebodyListens() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Supplier<String> message = () -> "message " + asked.incrementAndGet();
        Task unheard = Trace.task("unheard");
        Trace.log("lazy", message);
        unheard.log("lazy", message);
        assertThat(asked).hasValue(0);
        List<RecordedEvent> events =
                recorded(
                        () -> {
                            Trace.log("lazy", message);
                            try (Task task = Trace.task("task")) {
                                task.log("lazy", message);
                            }
                        });
        assertThat(asked).hasValue(2);
        assertThat(events.get(0).getString("category")).isEqualTo("lazy");
        assertThat(events.get(0).getString("message")).isEqualTo("message 1");
        assertThat(events.get(0).getLong("task")).isZero();
        assertThat(events.get(2).getString("message")).isEqualTo("message 2");
        assertThat(events.get(2).getLong("task")).isEqualTo(events.get(1).getLong("task"));
    }

    /** Else the program would do something else because somebody looks at it. */
    @Test
    void ofAMessageThatFailsTheCauseIsTold() throws IOException {
        List<RecordedEvent> events =
                recorded(
                        () ->
                                Trace.log(
                                        "lazy",
                                        () -> {
                                            throw new UnsupportedOperationException();
                                        }));
        assertThat(events).hasSize(1);
        assertThat(events.get(0).getString("message"))
                .isEqualTo("no message: java.lang.UnsupportedOperationException");
    }

    @Test
    void nothingThrows() throws IOException {
        assertThatCode(
                        () ->
                                recorded(
                                        () -> {
                                            Trace.log(null, (String) null);
                                            Trace.log(null, (Supplier<String>) null);
                                            Trace.log(null, () -> null);
                                            Trace.region(null).close();
                                            Task task = Trace.task(null);
                                            task.close();
                                            task.close();
                                        }))
                .doesNotThrowAnyException();
    }

    @Test
    void doesNothingInARuntimeWithoutJfr() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process =
                new ProcessBuilder(
                                java.toString(),
                                "--limit-modules",
                                "java.base",
                                "-cp",
                                System.getProperty("java.class.path"),
                                WithoutJfr.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.strip()).isEqualTo("enabled: false");
    }

    /** Run in a JVM of its own. */
    static final class WithoutJfr {
        private WithoutJfr() {}

        public static void main(String[] args) {
            try (Task task = Trace.task("task");
                    Region region = Trace.region("region")) {
                task.log("a", "b");
                task.log("a", () -> "b");
                System.out.println("enabled: " + (region == null || Trace.isEnabled()));
            }
        }
    }

    private List<RecordedEvent> recorded(Runnable work) throws IOException {
        Path file = Files.createTempFile(dir, "api", ".jfr");
        try (Recording recording = new Recording()) {
            for (String event :
                    List.of("TaskBegin", "TaskEnd", "RegionBegin", "RegionEnd", "Log")) {
                recording.enable(PREFIX + event);
            }
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith(PREFIX))
                .toList();
    }
}
