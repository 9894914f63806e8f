package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.GoTools;
import dev.jfrtrace.encoder.judge.GoTraces;
import dev.jfrtrace.encoder.judge.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Traces of real recordings are read as Go reads them: the same events, and the same times of each
 * goroutine. The recordings are those of the repository, and those in the folder that the system
 * property {@code jfrtrace.recordings} names.
 */
class ReadBackTest {
    private static final Path OURS = Path.of("src", "test", "resources", "recordings");

    @TempDir Path folder;

    @Test
    void theEventsAndTheTimesAreThoseOfGosReader() throws IOException {
        List<Path> traces = new ArrayList<>();
        for (Path recording : recordings()) {
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

    private static List<Path> recordings() throws IOException {
        List<Path> all = new ArrayList<>();
        String more = System.getProperty("jfrtrace.recordings");
        for (Path from : more == null ? List.of(OURS) : List.of(OURS, Path.of(more))) {
            try (Stream<Path> files = Files.list(from)) {
                files.filter(file -> file.toString().endsWith(".jfr")).sorted().forEach(all::add);
            }
        }
        return all;
    }

    /** One that is damaged gives no trace; another test says how it is refused. */
    private void convert(Path recording, List<Path> traces) throws IOException {
        Path first = folder.resolve(recording.getFileName() + ".trace");
        TraceVersion version = TraceVersion.values()[traces.size() % TraceVersion.values().length];
        ConvertOptions options = ConvertOptions.builder().format(version).build();
        ConversionReport report;
        try {
            report =
                    JfrToTrace.convert(
                            recording, number -> JfrToTrace.numbered(first, number), options);
        } catch (IOException e) {
            assertThat(recording.getFileName().toString()).startsWith("truncated");
            return;
        }
        report.traces().forEach(trace -> traces.add(trace.path()));
    }
}
