package dev.jfrtrace.encoder.read.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.generation.Frame;
import dev.jfrtrace.encoder.generation.Stack;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceReader;
import dev.jfrtrace.encoder.write.UnitSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StackTimesTest {
    private final ByteArrayOutputStream trace = new ByteArrayOutputStream();
    private TraceEncoder encoder;
    private long time = 1_000;

    private void open() throws IOException {
        TraceEncoder.Options options =
                new TraceEncoder.Options(
                        TraceVersion.GO_1_22,
                        Integer.MAX_VALUE,
                        refusal -> {
                            throw new AssertionError(refusal.toString());
                        });
        encoder = new TraceEncoder(options, UnitSink.to(trace), time, 0);
        encoder.procStatus(1, time, 0, ProcStatus.RUNNING);
        encoder.goStatus(1, time, 1, 0, GoStatus.RUNNING);
        encoder.procsChange(1, time, 1);
    }

    private void log(String... functions) throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (String function : functions) {
            frames.add(encoder.frames().frame(function, "A.java", 1));
        }
        time += 10;
        encoder.userLog(1, time, 0, "kind", "text", Stack.of(frames));
    }

    private Map<String, Long> placesWith(int mostStacks) throws IOException {
        encoder.close();
        StackTimes times = new StackTimes(mostStacks);
        TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace.toByteArray()));
        for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
            if (event.kind() == EventKind.LOG) {
                times.see("kind", event, null);
            }
        }
        Map<String, Long> places = new TreeMap<>();
        for (PlaceSummary place : times.places()) {
            List<String> frames = place.frames().stream().map(StackFrame::function).toList();
            places.put(String.join(" ", frames), place.count());
        }
        return places;
    }

    private void logFromEverywhere() throws IOException {
        open();
        log("leaf", "caller", "one");
        log("leaf", "caller", "two");
        log("leaf", "caller", "three");
        log("leaf", "caller", "four");
        log("leaf", "other", "five");
        log("leaf", "caller", "two");
        log("leaf");
    }

    @Test
    void stacksAreKeptWhole() throws IOException {
        logFromEverywhere();
        assertThat(placesWith(100))
                .containsEntry("leaf caller two", 2L)
                .containsEntry("leaf caller four", 1L)
                .hasSize(6);
    }

    @Test
    void ofTooManyTheFirstFramesAreKept() throws IOException {
        logFromEverywhere();
        assertThat(placesWith(2))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "leaf caller one", 1L,
                                "leaf caller two", 2L,
                                "leaf caller", 2L,
                                "leaf other", 1L,
                                "leaf", 1L));
    }
}
