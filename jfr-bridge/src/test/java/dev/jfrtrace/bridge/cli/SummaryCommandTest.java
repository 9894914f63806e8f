package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.AllEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
                .contains("\nStops and collections\n", "\nGoroutines\n", "\nBlocked for\n")
                .contains("\nTasks\n", "\nRegions\n")
                .contains("  stop-the-world (main.main)\n", "  GC concurrent mark phase\n")
                .contains("4 CPU samples, 1 log, heap up to 1.0 KB\n");
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
        collect(document.get("goroutines").get(0), keys);
        collect(document.get("ranges").get(0), keys);
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
    void aBadTraceHasNoSummary() throws IOException {
        byte[] bytes = AllEvents.trace(TraceVersion.GO_1_26);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 1));

        Run run = Run.of("summary", cut);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("jfrtrace: " + cut + ": truncated trace at byte ");
        assertThat(Run.of("summary", "--top", "-1", cut).err()).contains("--top counts from 0");
    }

    @Test
    void theHelpFitsATerminalAndIsAscii() {
        assertThat(Run.of("help", "summary").outText().lines())
                .isNotEmpty()
                .allMatch(line -> line.length() <= 80)
                .allMatch(line -> line.chars().allMatch(c -> c < 128));
    }
}
