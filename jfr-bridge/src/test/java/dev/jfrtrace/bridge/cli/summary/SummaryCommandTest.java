package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.cli.Fixtures;
import dev.jfrtrace.bridge.cli.KnownTrace;
import dev.jfrtrace.bridge.cli.Run;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.AllEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jfrtrace summary}; that its numbers are Go's is tested with the encoder. */
class SummaryCommandTest {
    @TempDir private Path folder;

    private Path all() throws IOException {
        return Files.write(folder.resolve("all.trace"), AllEvents.trace(TraceVersion.GO_1_26));
    }

    @Test
    void tellsWhatAPersonWantsToSee() throws IOException {
        Path trace = all();

        Run run = Run.of("summary", trace);

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.outText())
                .startsWith(trace + ": ")
                .contains(" in 2 generations of version 1.26\n")
                .contains("\nStops and collections\n", "\nBlocked for\n", "\nWho wakes whom\n")
                .contains("\nGoroutines, by where they start\n", "\nTasks\n", "\nRegions\n")
                .contains("  stop: main.main\n")
                .contains(
                        "  collections, overlapping ones as one (Go's GC concurrent mark phase)\n")
                .contains(" running at once, heap 1.0 KB to 1.0 KB\n", "4 CPU samples, 1 log\n")
                .contains("\n  Stopped 1 time for ", "\nMinimum mutator utilisation\n")
                .doesNotContain("\u001B");
    }

    @Test
    void tablesAreCut() throws IOException {
        String cut = Run.of("summary", "--top", "1", all()).outText();
        String whole = Run.of("summary", "--top", "0", all()).outText();

        assertThat(cut).contains(" more (--top 0 shows all)\n");
        assertThat(whole).doesNotContain("--top");
        assertThat(cut.lines().count()).isLessThan(whole.lines().count());
    }

    @Test
    void jsonHasTheDocumentedKeys() throws IOException {
        Run run = Run.of("summary", "--json", all());

        assertThat(run.code()).isZero();
        JsonNode document = new ObjectMapper().readTree(run.out());
        Set<String> keys = new TreeSet<>();
        collect(document, keys);
        for (String table :
                List.of(
                        "goroutines",
                        "ranges",
                        "utilization",
                        "logCategories",
                        "waits",
                        "sampled",
                        "logged",
                        "wakes")) {
            assertThat(document.get(table)).as(table).isNotEmpty();
            collect(document.get(table).get(0), keys);
        }
        document.get("waits").forEach(w -> w.get("stack").forEach(f -> collect(f, keys)));
        document.get("waits").forEach(w -> w.get("keepers").forEach(k -> collect(k, keys)));
        JsonNode region = document.get("regions").get(0);
        collect(region, keys);
        collect(region.get("spent"), keys);
        collect(region.get("slowest").get(0), keys);
        JsonNode starved = starved();
        collect(starved.get("throttled"), keys);
        collect(starved.get("cpuTime"), keys);
        collect(starved.get("fullMachine"), keys);
        collect(starved.get("cpuWaits").get(0), keys);
        Path allocating = Files.write(folder.resolve("a.trace"), AllocationsTest.allocating());
        collect(json(allocating).get("allocated").get(0), keys);
        assertThat(keys).isEqualTo(documentedKeys());
        assertThat(document.get("schema").asInt()).isEqualTo(1);
        assertThat(document.get("goroutines")).hasSizeGreaterThan(4);
        assertThat(document.get("tasks").get(0).get("name").asText())
                .isEqualTo("café \uFFFD \"x\"");
        assertThat(document.get("ranges"))
                .anySatisfy(
                        range -> {
                            assertThat(range.get("name").asText()).startsWith("stop-the-world");
                            assertThat(range.get("count").asInt()).isEqualTo(1);
                            assertThat(range.get("max").asLong()).isPositive();
                        });
    }

    private JsonNode starved() throws IOException {
        Path trace = Files.write(folder.resolve("starved.trace"), CpuShortageTest.starved());
        return json(trace);
    }

    private static JsonNode json(Path trace) throws IOException {
        return new ObjectMapper().readTree(Run.of("summary", "--json", trace).out());
    }

    private static void collect(JsonNode node, Set<String> keys) {
        node.fieldNames().forEachRemaining(keys::add);
    }

    private static Set<String> documentedKeys() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "SUMMARY.md"))) {
            if (line.startsWith("| `")) {
                keys.add(line.substring(3, line.indexOf('`', 3)));
            }
        }
        return keys;
    }

    @Test
    void aPipeOfAConversionIsSummedUp() {
        Path in = Fixtures.recording(folder.resolve("in.jfr"));
        byte[] trace = Run.of("convert", in, "-o", "-").out();

        Run run = Run.fed(trace, "summary", "-");

        assertThat(run.code()).isZero();
        assertThat(run.outText()).startsWith("standard input: ").contains("  cli-sleeper-#\n");
    }

    @Test
    void onATerminalTitlesStandOutAndProgressIsSeen() throws IOException {
        Run run = Run.onTerminal("summary", all());

        assertThat(run.outText()).contains("\n\u001B[1mBlocked for\u001B[0m\n");
        // The bar is there, and gone before the summary.
        assertThat(run.err()).contains("reading     [").endsWith("\r");
    }

    @Test
    void whichWaitsAreHiddenIsToldByTheTrace() throws IOException {
        Path recording = Fixtures.recording(folder.resolve("in.jfr"));
        Path trace = folder.resolve("in.trace");
        Run conversion = Run.of("convert", "--report", "json", recording, "-o", trace);
        JsonNode told = conversion.trace().get("hidden");
        assertThat(told).isNotEmpty();

        String hidden = told.get(0).asText();
        assertThat(hidden).startsWith("Not recorded: ");
        assertThat(Run.of("summary", trace).outText()).contains("\n  HIDDEN: " + hidden);
        JsonNode document = new ObjectMapper().readTree(Run.of("summary", "--json", trace).out());
        assertThat(document.get("hidden").asText()).startsWith(hidden);
    }

    /** Who opens the trace later does not have the report of the conversion. */
    @Test
    void whatTheRecordingLacksIsToldByTheTrace() throws IOException {
        byte[] good = Files.readAllBytes(Fixtures.recording(folder.resolve("in.jfr")));
        Path trace = folder.resolve("damaged.trace");
        // Zeros within a text of the constants nobody can tell, and without its metadata nothing of
        // a chunk can be read.
        List<String> lost = List.of();
        int step = good.length / 40;
        for (int from = 2 * step; lost.isEmpty() && from < 38 * step; from += step) {
            lost = lostOf(good, from, trace);
        }

        assertThat(lost).isNotEmpty();
        assertThat(Run.of("summary", trace).outText())
                .contains("  LOST: events are missing in ")
                .containsAnyOf(lost.toArray(String[]::new));
        assertThat(Run.of("print", trace).outText()).contains("Category=\"gap\"");
    }

    /** What the report says to be lost where a hundred bytes are zeros; nothing where it fails. */
    private List<String> lostOf(byte[] good, int zerosFrom, Path trace) throws IOException {
        byte[] bytes = good.clone();
        Arrays.fill(bytes, zerosFrom, zerosFrom + 100, (byte) 0);
        Path damaged = Files.write(folder.resolve("damaged.jfr"), bytes);
        Run conversion = Run.of("convert", "--report", "json", damaged, "-o", trace);
        if (conversion.code() != 0) {
            return List.of();
        }
        return conversion.file().get("lost").findValuesAsText("bytes").stream()
                .map(size -> size + " bytes are lost")
                .toList();
    }

    @Test
    void theNumbersAreThoseOfTheTrace() throws IOException {
        Path trace = Files.write(folder.resolve("known.trace"), KnownTrace.bytes());

        assertThat(Run.of("summary", trace).outText().lines().map(String::strip))
                .contains(
                        "2026-05-28 20:26:40 to 20:26:40 UTC",
                        "2 goroutines on 2 threads, at most 2 running at once, heap 5.0 MB to 5.0 MB",
                        "Stopped 1 time for 100 us in all (10.0 %): median 100 us, 99 % 100 us,"
                                + " longest 100 us at 600 us",
                        "LOST: events are missing in 1 gap, the first up to 800 us after the start:"
                                + " 3.0 MB of events lost",
                        "1   140 us        1   40.0 us        0   300 us  sync (park) 100 %  worker",
                        "300 us      1   300 us           1  sync (park)",
                        "300 us      1  300 us   300 us   100 us  sync (park) of app.Lock",
                        "app.Worker.run (App.java:7)",
                        "by worker 1 time",
                        "until boss 1 time",
                        "1  gap       boss  app.Boss.run, called by boss",
                        "1  100.0 %  worker  java.util.concurrent.locks.LockSupport.park, called by"
                                + " app.Worker.run",
                        "1  300 us  sync (park)  boss -> worker",
                        "91.0 %  91.0 %  91.0 %  not taken by the collector (Go's definition)",
                        "90.0 %  90.0 %  90.0 %  not taken by the collector or any stop");
        JsonNode document = new ObjectMapper().readTree(Run.of("summary", "--json", trace).out());
        assertThat(document.get("gaps").asInt()).isEqualTo(1);
        assertThat(document.get("tasks").get(0).get("sum").asLong()).isEqualTo(410_000);
        assertThat(document.get("regions").get(0).get("max").asLong()).isEqualTo(390_000);
        assertThat(document.get("stops").get("count").asInt()).isEqualTo(1);
    }

    @Test
    void whatComesBeforeAFaultIsSummedUp() throws IOException {
        byte[] bytes = AllEvents.trace(TraceVersion.GO_1_26);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 1));

        Run run = Run.of("summary", cut);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("jfrtrace: " + cut + ": truncated trace at byte ");
        assertThat(run.outText())
                .startsWith(cut + ": ")
                .contains(" in 1 generation of version 1.26\n")
                .containsPattern(
                        "\n  LOST: everything from byte [\\d,]+ on, where the trace is damaged\n")
                .contains("\nBlocked for\n");
        JsonNode document = new ObjectMapper().readTree(Run.of("summary", "--json", cut).out());
        assertThat(run.err()).contains(document.get("fault").asText());
        JsonNode good = new ObjectMapper().readTree(Run.of("summary", "--json", all()).out());
        assertThat(good.get("fault").isNull()).isTrue();
    }

    @Test
    void whereNothingComesBeforeAFaultThereIsNoSummary() throws IOException {
        byte[] bytes = AllEvents.trace(TraceVersion.GO_1_26);
        for (int length : List.of(0, 10, 16, 30)) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));

            Run run = Run.of("summary", cut);

            // A header alone is a trace, if an empty one.
            assertThat(run.code()).isEqualTo(length == 16 ? 0 : 1);
            assertThat(run.outText().lines().count()).isEqualTo(length == 16 ? 3 : 0);
        }
        assertThat(Run.of("summary", "--top", "-1", all()).err()).contains("--top counts from 0");
    }

    @Test
    void theHelpFitsATerminalAndIsAscii() {
        assertThat(Run.of("help", "summary").outText().lines())
                .isNotEmpty()
                .allMatch(line -> line.length() <= 80)
                .allMatch(line -> line.chars().allMatch(c -> c < 128));
    }
}
