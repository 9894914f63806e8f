package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.cli.terminal.Interruption;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.AllEvents;
import dev.jfrtrace.encoder.judge.GoJudge;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jfrtrace print}, in its three forms. */
class PrintTest {
    @TempDir private static Path folder;

    private static Path trace;

    @BeforeAll
    static void convert() {
        Path in = Fixtures.recording(folder.resolve("in.jfr"));
        trace = folder.resolve("in.trace");
        Run run = Run.of("convert", "--format", "1.26", in, "-o", trace);
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void printsWhatGoPrints() {
        List<String> theirs = new ArrayList<>();
        GoJudge.require().parsed(trace, theirs::add);

        Run run = Run.of("print", trace);

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.outText().lines().toList()).isEqualTo(theirs).hasSizeGreaterThan(100);
    }

    @Test
    void aPipeIsReadAsWell() throws IOException {
        assertThat(Run.fed(Files.readAllBytes(trace), "print", "-").out())
                .isEqualTo(Run.of("print", trace).out());
    }

    @Test
    void jsonIsALinePerEvent() throws IOException {
        Run run = Run.of("print", "--json", trace);

        assertThat(run.code()).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.outText().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        JsonNode first = lines.remove(0);
        assertThat(first.get("schema").asInt()).isEqualTo(1);
        assertThat(first.get("version").asText()).isEqualTo("1.26");
        long events =
                Run.of("print", trace).outText().lines().filter(l -> l.startsWith("M=")).count();
        assertThat(lines).hasSize((int) events);
        Set<String> documented = documentedKeys();
        Set<String> kinds = new TreeSet<>();
        long last = 0;
        for (JsonNode line : lines) {
            line.fieldNames().forEachRemaining(key -> assertThat(documented).contains(key));
            assertThat(line.get("time").asLong()).isGreaterThan(last);
            last = line.get("time").asLong();
            kinds.add(line.get("kind").asText());
        }
        assertThat(kinds).contains("Sync", "StateTransition", "Metric", "Log");
        assertThat(lines)
                .anySatisfy(
                        line -> {
                            assertThat(line.path("to").asText()).isEqualTo("Waiting");
                            assertThat(line.path("reason").asText()).isEqualTo("sleep");
                            // The leaf is another method on each JDK.
                            assertThat(line.path("stack").findValuesAsText("function"))
                                    .anyMatch(function -> function.endsWith("Fixtures.work"));
                        });
    }

    @Test
    void allDocumentedKeysAreThere() throws IOException {
        Set<String> found = new TreeSet<>();
        for (TraceVersion version : TraceVersion.values()) {
            Path all = Files.write(folder.resolve("all.trace"), AllEvents.trace(version));
            for (String line : Run.of("print", "--json", all).outText().lines().toList()) {
                collect(new ObjectMapper().readTree(line), found);
            }
        }
        assertThat(found).isEqualTo(documentedKeys());
    }

    private static void collect(JsonNode node, Set<String> keys) {
        node.fieldNames()
                .forEachRemaining(
                        key -> {
                            keys.add(key);
                            // What an experiment's arguments are called is Go's to say.
                            if (!key.equals("arguments")) {
                                collect(node.get(key), keys);
                            }
                        });
        if (node.isArray()) {
            node.forEach(element -> collect(element, keys));
        }
    }

    /** The first column of the tables in docs/EVENTS.md. */
    private static Set<String> documentedKeys() throws IOException {
        Set<String> keys = new TreeSet<>();
        Path docs = Path.of("..", "docs", "EVENTS.md");
        for (String line : Files.readAllLines(docs)) {
            if (line.startsWith("| `")) {
                keys.add(line.substring(3, line.indexOf('`', 3)));
            }
        }
        assertThat(keys).hasSizeGreaterThan(20);
        return keys;
    }

    @Test
    void eventsCanBeChosen() {
        String logs = Run.of("print", "--kind", "Log,Metric", trace).outText();
        assertThat(logs.lines().filter(line -> line.startsWith("M=")))
                .isNotEmpty()
                .allMatch(line -> line.contains(" Log Time=") || line.contains(" Metric Time="));
        String all = Run.of("print", trace).outText();
        String id = all.replaceFirst("(?s).*? GoID=(\\d+) .*", "$1");
        String one = Run.of("print", "-g", id, trace).outText();
        assertThat(one.lines().filter(line -> line.startsWith("M=")))
                .isNotEmpty()
                .allMatch(l -> l.contains(" G=" + id + " ") || l.contains("GoID=" + id + " "));
        assertThat(one.length()).isLessThan(all.length());
    }

    @Test
    void aStretchOfTimeCanBeChosen() {
        List<Long> all = times(Run.of("print", trace));
        long first = all.get(all.size() / 2);
        String middle = seconds(first - all.get(0));

        List<Long> early = times(Run.of("print", "--to", middle, trace));
        List<Long> late = times(Run.of("print", "--from", middle, trace));

        assertThat(early).isNotEmpty();
        assertThat(late).isNotEmpty().startsWith(first);
        assertThat(early.size() + late.size()).isEqualTo(all.size());
        String behind = seconds(first + 1 - all.get(0));
        assertThat(times(Run.of("print", "--from", middle, "--to", behind, trace)))
                .containsExactly(first);
        assertThat(Run.of("print", "--from", "2", "--to", "1", trace).code()).isEqualTo(2);
        String oneMs = Run.of("print", "--from", "1ms", trace).outText();
        assertThat(oneMs).isNotEmpty();
        assertThat(Run.of("print", "--from", "0.001", trace).outText()).isEqualTo(oneMs);
        assertThat(Run.of("print", "--from", "0.001s", trace).outText()).isEqualTo(oneMs);
    }

    /** To the nanosecond, which a {@code double} is not always. */
    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).toPlainString();
    }

    private static List<Long> times(Run run) {
        return run.outText()
                .lines()
                .filter(line -> line.startsWith("M="))
                .map(line -> Long.valueOf(line.replaceFirst(".* Time=(\\d+).*", "$1")))
                .toList();
    }

    @Test
    void rawIsGosTextOfTheFile() {
        Run run = Run.of("print", "--raw", trace);

        assertThat(run.code()).isZero();
        assertThat(run.outText())
                .startsWith("Trace Go1.26\nEventBatch gen=1 m=18446744073709551615 time=")
                .contains("\nGoCreate dt=", "\nString id=1\n\tdata=\"")
                .endsWith("\nEndOfGeneration\n");
    }

    @Test
    void whatComesBeforeAFaultIsPrinted() throws IOException {
        byte[] bytes = Files.readAllBytes(trace);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 1));

        for (String form : List.of("--json", "--raw", "--kind=Sync")) {
            Run run = Run.of("print", form, cut);
            boolean isRaw = form.equals("--raw"); // It does not miss the mark that is cut off.
            assertThat(run.code()).as(form).isEqualTo(isRaw ? 0 : 1);
            assertThat(run.outText()).as(form).isNotEmpty().endsWith("\n");
            assertThat(run.err())
                    .as(form)
                    .startsWith(isRaw ? "" : "jfrtrace: " + cut + ": truncated trace at byte ");
        }
    }

    @Test
    void aReaderThatHasEnoughIsNoFailureToExplain() {
        OutputStream closed =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        for (String form : List.of("--json", "--raw", "--kind=StateTransition")) {
            Run run = Run.with(closed, new Interruption(), false, "print", form, trace);
            assertThat(run.code()).as(form).isEqualTo(1);
            assertThat(run.err()).as(form).isEmpty();
        }
    }

    @Test
    void nonsenseIsToldInOneSentence() throws IOException {
        Run run = Run.of("print", "--raw", "--json", trace);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--raw prints all").endsWith("'jfrtrace help print'.\n");
        assertThat(Run.of("print", "--kind", "log", trace).err())
                .contains("'log' is not one of Sync, Metric, Label");
        Run nothing = Run.of("print", "--kind", ",", trace);
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("--kind names no kind of event");
        assertThat(Run.of("print", trace, trace).code()).isEqualTo(2);
        Path text = Files.write(folder.resolve("text"), "text".getBytes(StandardCharsets.UTF_8));
        assertThat(Run.of("print", text).err()).contains("unsupported trace at byte 0");
    }

    @Test
    void aTraceInPlaceOfACommandIsUnderstood() {
        assertThat(Run.of("app.trace").err()).contains("did you mean: jfrtrace print app.trace");
    }

    @Test
    void theHelpFitsATerminalAndIsAscii() {
        for (String verb : List.of("check", "print")) {
            assertThat(Run.of("help", verb).outText().lines())
                    .isNotEmpty()
                    .allMatch(line -> line.length() <= 80)
                    .allMatch(line -> line.chars().allMatch(c -> c < 128));
            assertThat(Run.of("help", verb).outText()).contains("Exit code: 0");
        }
    }
}
