package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.encoder.judge.GoTools;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** {@code jfrtrace export}, judged by a real viewer: Chromium's, as Go's trace tool serves it. */
class ExportViewerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private static ChromiumViewer viewer() {
        Optional<ChromiumViewer> viewer = ChromiumViewer.find(GoTools.require().root());
        return viewer.orElseThrow(
                () -> {
                    String message = "CHROMIUM IS MISSING: exports are NOT opened in a viewer";
                    System.err.println(message);
                    return new TestAbortedException(message);
                });
    }

    @Test
    void theViewerShowsTheSameSlices() throws IOException, InterruptedException {
        ChromiumViewer viewer = viewer();
        Path recording = Fixtures.recording(folder.resolve("in.jfr"));
        Path converted = folder.resolve("converted.trace");
        assertThat(Run.of("convert", recording, "-o", converted).code()).isZero();
        Path known = Files.write(folder.resolve("known.trace"), KnownTrace.bytes());
        for (Path trace : List.of(known, converted)) {
            byte[] json = Run.of("export", trace, "-o", "-").out();

            List<String> shown = viewer.open(json, folder);

            JsonNode events = JSON.readTree(json).get("traceEvents");
            assertThat(kind(shown, "warning")).isEmpty();
            assertThat(kind(shown, "slice"))
                    .hasSizeGreaterThan(10)
                    .containsExactlyInAnyOrderElementsOf(slices(events));
            assertThat(kind(shown, "flow")).hasSize(count(events, "s"));
            assertThat(kind(shown, "counter"))
                    .containsExactlyInAnyOrderElementsOf(counters(events));
            assertThat(kind(shown, "thread")).containsAll(threads(events));
        }
    }

    private static List<String> kind(List<String> shown, String kind) {
        return shown.stream().filter(line -> line.startsWith("[\"" + kind + "\"")).toList();
    }

    private static int count(JsonNode events, String phase) {
        int count = 0;
        for (JsonNode event : events) {
            count += event.get("ph").asText().equals(phase) ? 1 : 0;
        }
        return count;
    }

    private static List<String> slices(JsonNode events) throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode event : events) {
            boolean hasLength = event.has("dur") && nanos(event.get("dur")) > 0;
            if (event.get("ph").asText().equals("X") && hasLength) {
                lines.add(
                        line(
                                "slice",
                                event.get("pid").asInt(),
                                event.get("tid").asLong(),
                                event.get("name").asText(),
                                nanos(event.get("ts")),
                                nanos(event.get("dur"))));
            }
        }
        return lines;
    }

    /** A counter may tell several values at once. */
    private static List<String> counters(JsonNode events) throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode event : events) {
            if (event.get("ph").asText().equals("C")) {
                for (JsonNode value : event.get("args")) {
                    lines.add(
                            line(
                                    "counter",
                                    event.get("pid").asInt(),
                                    event.get("name").asText(),
                                    nanos(event.get("ts")),
                                    value.asLong()));
                }
            }
        }
        return lines;
    }

    private static List<String> threads(JsonNode events) throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode event : events) {
            if (event.get("name").asText().equals("thread_name")) {
                lines.add(
                        line(
                                "thread",
                                event.get("pid").asInt(),
                                event.get("tid").asLong(),
                                event.at("/args/name").asText()));
            }
        }
        return lines;
    }

    private static String line(Object... values) throws IOException {
        return JSON.writeValueAsString(values);
    }

    private static long nanos(JsonNode micros) {
        BigDecimal nanos = new BigDecimal(micros.asText()).movePointRight(3);
        return nanos.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }
}
