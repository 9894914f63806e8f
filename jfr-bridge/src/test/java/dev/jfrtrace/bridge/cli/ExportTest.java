package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.AllEvents;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.ResourceKind;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jfrtrace export}: the slices of the JSON are the states that the reader tells. */
class ExportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    /** In nanoseconds from the start of the trace. */
    private record Slice(String name, long begin, long length) {}

    private Path known() throws IOException {
        return Files.write(folder.resolve("known.trace"), KnownTrace.bytes());
    }

    private static JsonNode export(Object... args) throws IOException {
        Run run = Run.of(Stream.concat(Stream.of("export", "-o", "-"), Stream.of(args)).toArray());
        assertThat(run.code()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }

    private static List<JsonNode> events(JsonNode document, String phase) {
        List<JsonNode> found = new ArrayList<>();
        document.get("traceEvents")
                .forEach(
                        event -> {
                            if (event.get("ph").asText().equals(phase)) {
                                found.add(event);
                            }
                        });
        return found;
    }

    private static long nanos(JsonNode micros) {
        return new BigDecimal(micros.asText()).movePointRight(3).longValueExact();
    }

    // The judge: what the reader says, taken together here, not in the exporter.

    private static Map<Long, List<Slice>> states(byte[] trace) throws IOException {
        Map<Long, List<Slice>> slices = new TreeMap<>();
        Map<Long, Slice> open = new HashMap<>();
        long start = -1;
        long sync = 0;
        long time = 0;
        TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace));
        for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
            start = start < 0 ? e.time() : start;
            time = e.time() - start;
            if (e.kind() == EventKind.SYNC) {
                sync = time;
            } else if (e.kind() == EventKind.STATE_TRANSITION
                    && e.resourceKind() == ResourceKind.GOROUTINE
                    && e.from() != e.to()) {
                close(slices, e.resource(), open.remove(e.resource()), time);
                if (e.to() != State.NOT_EXIST) {
                    long begin = e.from() == State.UNDETERMINED ? sync : time;
                    open.put(e.resource(), new Slice(name(e), begin, 0));
                }
            }
        }
        long end = time;
        open.forEach((id, slice) -> close(slices, id, slice, end));
        return slices;
    }

    private static void close(Map<Long, List<Slice>> slices, long id, Slice slice, long end) {
        if (slice != null) {
            slices.computeIfAbsent(id, key -> new ArrayList<>())
                    .add(new Slice(slice.name, slice.begin, end - slice.begin));
        }
    }

    private static String name(TraceEvent event) {
        switch (event.to()) {
            case RUNNING:
                return "running";
            case RUNNABLE:
                return "runnable";
            case SYSCALL:
                return "syscall";
            default:
                return event.reason().isEmpty() ? "waiting" : event.reason();
        }
    }

    /** What the JSON says: rows are named for the ids of their goroutines. */
    private static Map<Long, List<Slice>> slices(JsonNode document) {
        Map<Long, Long> goroutines = new HashMap<>();
        for (JsonNode meta : events(document, "M")) {
            String name = meta.at("/args/name").asText();
            boolean isThread = meta.get("name").asText().equals("thread_name");
            if (isThread && meta.get("pid").asInt() == 1 && !name.startsWith("regions of ")) {
                String id = name.substring(name.lastIndexOf(' ') + 1);
                goroutines.put(meta.get("tid").asLong(), Long.valueOf(id));
            }
        }
        Map<Long, List<Slice>> slices = new TreeMap<>();
        for (JsonNode slice : events(document, "X")) {
            Long id = goroutines.get(slice.get("tid").asLong());
            if (id != null) {
                slices.computeIfAbsent(id, key -> new ArrayList<>()).add(slice(slice));
            }
        }
        return slices;
    }

    private static Slice slice(JsonNode slice) {
        return new Slice(
                slice.get("name").asText(), nanos(slice.get("ts")), nanos(slice.get("dur")));
    }

    @Test
    void theSlicesAreTheStates() throws IOException {
        Path recording = Fixtures.recording(folder.resolve("in.jfr"));
        byte[] converted = Run.of("convert", recording, "-o", "-").out();
        int compared = 0;
        for (byte[] trace :
                List.of(
                        KnownTrace.bytes(),
                        AllEvents.trace(TraceVersion.GO_1_22),
                        AllEvents.trace(TraceVersion.GO_1_26),
                        converted)) {
            Path file = Files.write(folder.resolve("one.trace"), trace);
            Map<Long, List<Slice>> expected = states(trace);
            // A reason that is no text is written as one.
            expected.replaceAll((id, all) -> all.stream().map(ExportTest::asText).toList());
            assertThat(slices(export(file))).isEqualTo(expected);
            compared += expected.values().stream().mapToInt(List::size).sum();
        }
        assertThat(compared).isGreaterThan(150);
    }

    private static Slice asText(Slice slice) {
        return new Slice(
                slice.name.replaceAll("[\uDC80-\uDCFF]", "\uFFFD"), slice.begin, slice.length);
    }

    @Test
    void whatBelongsToTheRestIsThere() throws IOException {
        JsonNode document = export(known());

        List<Slice> others =
                events(document, "X").stream()
                        .filter(e -> e.get("cat").asText().matches("collector|region"))
                        .map(ExportTest::slice)
                        .toList();
        assertThat(others)
                .containsExactly(
                        new Slice("pack", 60_000, 390_000),
                        new Slice("stop-the-world (safepoint sync)", 600_000, 10_000),
                        new Slice("GC concurrent mark phase", 610_002, 89_997),
                        new Slice("stop-the-world (GC Pause)", 610_001, 89_999));
        assertThat(events(document, "i"))
                .extracting(e -> e.get("name").asText() + " " + nanos(e.get("ts")))
                .containsExactly("CPU sample 430000", "gap 800000");
        assertThat(events(document, "b").get(0).get("name").asText()).isEqualTo("order");
        assertThat(nanos(events(document, "b").get(0).get("ts"))).isEqualTo(50_000);
        assertThat(nanos(events(document, "e").get(0).get("ts"))).isEqualTo(460_000);
        assertThat(events(document, "C"))
                .anySatisfy(
                        counter -> {
                            assertThat(counter.get("name").asText()).isEqualTo("heap, bytes");
                            assertThat(counter.at("/args/value").asLong()).isEqualTo(5_000_000);
                        })
                .anyMatch(counter -> counter.get("name").asText().equals("threads"));
    }

    @Test
    void arrowsGoFromWhoWakesToWhoIsWoken() throws IOException {
        JsonNode document = export(known());

        List<JsonNode> starts = events(document, "s");
        List<JsonNode> ends = events(document, "f");
        assertThat(starts)
                .extracting(e -> e.get("name").asText() + " " + nanos(e.get("ts")))
                .containsExactly("create 20000", "wake 400000");
        assertThat(ends)
                .extracting(e -> e.get("name").asText() + " " + nanos(e.get("ts")))
                .containsExactly("create 40000", "wake 420000");
        for (int i = 0; i < starts.size(); i++) {
            assertThat(ends.get(i).get("id")).isEqualTo(starts.get(i).get("id"));
            assertThat(ends.get(i).get("tid")).isNotEqualTo(starts.get(i).get("tid"));
        }
    }

    @Test
    void stacksAreATreeOfFrames() throws IOException {
        JsonNode document = export(known());

        JsonNode wait =
                events(document, "X").stream()
                        .filter(e -> e.get("name").asText().equals("sync (park)"))
                        .findFirst()
                        .orElseThrow();
        List<String> stack = new ArrayList<>();
        for (String id = wait.get("sf").asText(); id != null; ) {
            JsonNode frame = document.get("stackFrames").get(id);
            stack.add(frame.get("name").asText());
            id = frame.has("parent") ? frame.get("parent").asText() : null;
        }
        assertThat(stack)
                .containsExactly(
                        "app.Lock",
                        "java.util.concurrent.locks.LockSupport.park (App.java:7)",
                        "app.Worker.run (App.java:7)",
                        "worker (App.java:7)");
        assertThat(wait.at("/args/for").asText()).isEqualTo(stack.get(0));
        assertThat(wait.at("/args/at").asText()).isEqualTo(stack.get(1));
        assertThat(document.at("/otherData/stacksLeftOut").asLong()).isZero();
    }

    @Test
    void aStretchOfTimeIsCutOut() throws IOException {
        JsonNode document = export("--from", "0.0002", "--to", "0.0005", known());

        assertThat(slices(document).get(2L))
                .containsExactly(
                        new Slice("sync (park)", 200_000, 200_000),
                        new Slice("runnable", 400_000, 20_000),
                        new Slice("running", 420_000, 80_000));
        assertThat(events(document, "s")).hasSize(1);
        assertThat(events(document, "i")).hasSize(1);
        assertThat(nanos(events(document, "b").get(0).get("ts"))).isEqualTo(200_000);
    }

    @Test
    void theFileIsNamedForTheTrace() throws IOException {
        Path trace = known();

        assertThat(Run.of("export", trace).code()).isZero();
        assertThat(Run.of("export", trace, "-o", folder.resolve("x.json.gz")).code()).isZero();

        JsonNode plain = JSON.readTree(folder.resolve("known.json").toFile());
        try (GZIPInputStream in =
                new GZIPInputStream(Files.newInputStream(folder.resolve("x.json.gz")))) {
            assertThat(JSON.readTree(in)).isEqualTo(plain);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void whatComesBeforeAFaultIsAWholeDocument() throws IOException {
        byte[] bytes = KnownTrace.bytes();
        Path cut = Files.write(folder.resolve("cut.trace"), AllEvents.trace(TraceVersion.GO_1_22));
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), (int) Files.size(cut) - 3));

        Run run = Run.of("export", cut, "-o", "-");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("jfrtrace: " + cut + ": corrupt trace at byte ");
        assertThat(events(JSON.readTree(run.out()), "X")).isNotEmpty();
        Path none = Files.write(folder.resolve("none.trace"), Arrays.copyOf(bytes, 3));
        assertThat(Run.of("export", none).code()).isEqualTo(1);
        assertThat(folder.resolve("none.json")).doesNotExist();
    }

    @Test
    void nonsenseIsToldInOneSentence() throws IOException {
        Path trace = known();

        assertThat(Run.onTerminal("export", trace, "-o", "-").err()).contains("no text for a term");
        assertThat(Run.of("export", "-").err()).contains("-o is needed");
        assertThat(Run.of("export", trace, "-o", trace).err()).contains("would be lost");
        assertThat(Run.of("export", trace, "-o", folder).err()).contains("is a folder");
        assertThat(Run.of("export", "--from", "2", "--to", "1", trace).code()).isEqualTo(2);
        assertThat(Run.of("export", "--format", "svg", trace).err()).contains("'svg' is not");
        assertThat(Run.of("export", folder.resolve("absent")).err()).contains("no such file");
        assertThat(Run.of("help", "export").outText().lines())
                .isNotEmpty()
                .allMatch(line -> line.length() <= 80)
                .allMatch(line -> line.chars().allMatch(c -> c < 128));
    }
}
