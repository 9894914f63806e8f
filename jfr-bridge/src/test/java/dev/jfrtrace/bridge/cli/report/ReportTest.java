package dev.jfrtrace.bridge.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jfrtrace.bridge.cli.Fixtures;
import dev.jfrtrace.bridge.cli.Run;
import dev.jfrtrace.bridge.convert.Oddity;
import dev.jfrtrace.bridge.mapping.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told at the end. */
class ReportTest {
    @TempDir private Path folder;
    private Path in;
    private Path out;

    @BeforeEach
    void record() {
        in = Fixtures.recording(folder.resolve("in.jfr"));
        out = folder.resolve("out.trace");
    }

    @Test
    void theShortReportSaysWhatWasReadAndWrittenAndHowToOpenIt() {
        String report = Run.of("convert", in, "-o", out).err();

        assertThat(report)
                .contains(in + ": ", " events, 1 JVM", "reading ", "translating ", " events/s")
                .contains(out + ": ", " trace event", "bytes each", "1 generation")
                .contains("jdk.ThreadSleep", "translated", "What the recording does not show")
                .contains("process " + ProcessHandle.current().pid());
        assertThat(report.lines())
                .endsWith("Sum it up: jfrtrace summary " + out, "Open it: go tool trace " + out);
    }

    @Test
    void theShortReportHasTheMostFrequentTypesAndTheFullOneAll() throws IOException {
        int types =
                Run.of("convert", in, "-o", "-", "--report", "json").trace().get("events").size();
        Run shortRun = Run.of("convert", Fixtures.joined(in), "--jvm", 2, "-o", "-");
        Run fullRun =
                Run.of("convert", Fixtures.joined(in), "--jvm", 2, "-o", "-", "--report", "full");

        assertThat(types).isPositive();
        assertThat(rows(shortRun)).hasSize(EventTable.SHORT);
        assertThat(shortRun.err()).contains(" other types");
        assertThat(rows(fullRun)).hasSizeGreaterThan(EventTable.SHORT);
        assertThat(rows(fullRun).subList(0, EventTable.SHORT))
                .extracting(row -> row.strip().split(" +")[1])
                .isEqualTo(rows(shortRun).stream().map(r -> r.strip().split(" +")[1]).toList());
        assertThat(fullRun.err()).doesNotContain(" other types");
        // What is used stands before what is not.
        assertThat(rows(fullRun).stream().map(row -> row.endsWith("  not used")).toList())
                .contains(true, false)
                .isSorted();
    }

    private static List<String> rows(Run run) {
        return run.err().lines().filter(line -> line.matches(" +[\\d,]+  \\w+\\.\\w.*")).toList();
    }

    @Test
    void aNameWithBlanksIsQuotedForTheShell() {
        Path odd = folder.resolve("it's odd.trace");

        assertThat(Run.of("convert", in, "-o", odd).err())
                .endsWith("'" + folder + "/it'\\''s odd.trace'" + System.lineSeparator());
    }

    @Test
    void quietSaysNothing() {
        assertThat(Run.of("convert", in, "-o", out, "-q").err()).isEmpty();
        assertThat(Run.of("convert", in, "-o", out, "--report", "none").err()).isEmpty();
    }

    @Test
    void theDocumentIsWholeAndItsNumbersAgree() throws IOException {
        Run run = Run.of("convert", in, "-o", out, "--report", "json");
        JsonNode file = run.file();
        JsonNode trace = run.trace();

        assertThat(run.json().get("schema").asInt()).isEqualTo(ReportKeys.SCHEMA);
        assertThat(file.get("in").asText()).isEqualTo(in.toString());
        assertThat(file.get("error").isNull()).isTrue();
        assertThat(file.get("recordingBytes").asLong()).isEqualTo(Files.size(in));
        assertThat(trace.get("out").asText()).isEqualTo(out.toString());
        assertThat(trace.get("traceBytes").asLong()).isEqualTo(Files.size(out));
        assertThat(trace.get("refusals").asLong()).isZero();
        assertThat(file.get("eventsRead").asLong()).isEqualTo(trace.get("read").asLong());
        assertThat(sum(trace.get("fates"))).isEqualTo(trace.get("read").asLong()).isPositive();
        long read = 0;
        for (JsonNode type : trace.get("events")) {
            assertThat(sum(type)).isEqualTo(2 * type.get("read").asLong());
            read += type.get("read").asLong();
        }
        assertThat(read).isEqualTo(trace.get("read").asLong());
    }

    private static long sum(JsonNode object) {
        return StreamSupport.stream(object.spliterator(), false).mapToLong(JsonNode::asLong).sum();
    }

    @Test
    void theDocumentHasFailuresAsWell() throws IOException {
        Path missing = folder.resolve("missing.jfr");

        Run run = Run.of("convert", missing, in, "-d", folder, "--report", "json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.file().get("error").asText()).isEqualTo(missing + ": no such file");
        assertThat(run.file().has("traces")).isFalse();
        assertThat(run.json().get("files").get(1).get("traces")).hasSize(1);
    }

    @Test
    void theDocumentTellsWhatIsLost() throws IOException {
        byte[] good = Files.readAllBytes(in);
        Files.write(in, Arrays.copyOf(good, good.length - 10));

        Run run = Run.of("convert", in, "-o", out, "--report", "json");

        assertThat(run.file().get("lost")).hasSize(1);
        for (ReportKeys.Key<?> key : ReportKeys.LOST) {
            assertThat(run.file().get("lost").get(0).has(key.name())).as(key.name()).isTrue();
            assertThat(Files.readString(Path.of("..", "docs", "REPORT.md")))
                    .contains("| `" + key.name() + "` | " + key.meaning() + " |");
        }
    }

    @Test
    void eachKeyIsInTheDocumentAndInTheDocs() throws IOException {
        Run run = Run.of("convert", in, "-o", out, "--report", "json");
        List<String> rows = new ArrayList<>();

        check(run.json(), ReportKeys.DOCUMENT, rows);
        check(run.file(), ReportKeys.FILE, rows);
        check(run.file(), ReportKeys.CONVERTED, rows);
        check(run.trace(), ReportKeys.TRACE, rows);

        Run joined = Run.of("convert", Fixtures.joined(in), "-o", out, "--report", "json");
        check(joined.file().get("oddities").get(0), ReportKeys.ODDITY, rows);
        for (Oddity.Kind kind : Oddity.Kind.values()) {
            rows.add("| `" + ReportKeys.name(kind) + "` | " + kind.meaning() + " |");
        }
        for (Fate fate : Fate.values()) {
            String name = ReportKeys.name(fate);
            assertThat(run.trace().get("fates").has(name)).as(name).isTrue();
            rows.add("| `" + name + "` | " + fate.meaning() + " |");
        }

        assertThat(rows).hasSizeGreaterThan(40);
        assertThat(Files.readAllLines(Path.of("..", "docs", "REPORT.md"))).containsAll(rows);
    }

    private static <T> void check(
            JsonNode object, List<ReportKeys.Key<T>> keys, List<String> rows) {
        for (ReportKeys.Key<T> key : keys) {
            assertThat(object.has(key.name())).as(key.name()).isTrue();
            rows.add("| `" + key.name() + "` | " + key.meaning() + " |");
        }
    }

    @Test
    void theBarIsDrawnForTerminalsOnlyAndLeavesNothingBehind() {
        String bar = "reading     [";

        assertThat(Run.of("convert", in, "-o", out).err()).doesNotContain("\r");
        assertThat(Run.of("convert", in, "-o", out, "--progress", "always").err()).contains(bar);
        assertThat(Run.onTerminal("convert", in, "-o", out).err()).contains(bar);
        assertThat(Run.onTerminal("convert", in, "-o", out, "-q").err()).isEmpty();
        assertThat(Run.onTerminal("convert", in, "-o", out, "--progress", "never").err())
                .doesNotContain("\r");
    }
}
