package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.GoTools;
import dev.jfrtrace.encoder.judge.GoTraces;
import dev.jfrtrace.encoder.judge.JudgedOnce;
import dev.jfrtrace.encoder.judge.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Traces of real recordings are read as Go reads them: the same events, and the same times of each
 * goroutine.
 */
@JudgedOnce
class ReadBackTest {
    @TempDir Path folder;

    @Test
    void theEventsAndTheTimesAreThoseOfGosReader() throws IOException {
        List<Path> traces = new ArrayList<>();
        for (Path recording : Recordings.whole()) {
            convert(recording, traces);
        }
        List<GoTraces.Reading> events;
        List<GoTraces.Reading> times;
        try (GoTraces go = new GoTraces(GoTools.require())) {
            events = go.digest(traces);
            times = go.summary(traces);
        }
        long compared = 0;
        for (int i = 0; i < traces.size(); i++) {
            String name = traces.get(i).getFileName().toString();
            byte[] bytes = Files.readAllBytes(traces.get(i));
            assertThat(events.get(i).accepted()).as(name + " " + events.get(i).error()).isTrue();
            Reading ours = Reading.of(bytes);
            assertThat(ours.events()).as(name).isEqualTo(events.get(i).events());
            assertThat(ours.digest()).as(name).isEqualTo(events.get(i).digest());
            assertThat(Reading.digest(Reading.summary(bytes)))
                    .as(name + " times")
                    .isEqualTo(times.get(i).digest());
            compared += ours.events();
        }
        System.out.println(traces.size() + " traces, " + compared + " events read back");
        assertThat(traces).hasSizeGreaterThanOrEqualTo(2);
        assertThat(compared).isGreaterThan(5_000);
    }

    private void convert(Path recording, List<Path> traces) throws IOException {
        Path first = folder.resolve(recording.getFileName() + ".trace");
        TraceVersion version = TraceVersion.values()[traces.size() % TraceVersion.values().length];
        ConvertOptions options = ConvertOptions.builder().format(version).build();
        JfrToTrace.convert(recording, number -> JfrToTrace.numbered(first, number), options)
                .traces()
                .forEach(trace -> traces.add(trace.path()));
    }
}
