package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.cli.Fixtures;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jfrtrace compare}, of traces of which all is known. */
class CompareCommandTest {
    private static final String LOCK = "sync (monitor enter)";

    @TempDir private Path folder;

    /** Within one second a worker does so many orders, and waits for a lock in each. */
    private Path orders(String name, int orders, int waited, String ledger) throws IOException {
        JvmStory story = new JvmStory().vmIsIdle(0).thread(0, 10, "worker-#").thread(0, 11, "boss");
        int each = 1_000 / orders;
        for (int i = 0; i < orders; i++) {
            int begin = i * each + 1;
            story.region(begin, 10, "Order")
                    .waits(begin + 1, 10, LOCK, "of app.Lock", "app.Book.add", "app.Worker.run")
                    .goesOn(begin + 1 + waited, 10, 11)
                    .call(begin + 2 + waited, 10, ledger, "app.Ledger.write", "app.Worker.run")
                    .endOfCall(begin + 4 + waited, 10)
                    .endOfRegion(begin + 5 + waited, 10, "Order");
        }
        Path made = story.end(1_000, folder);
        return Files.move(made, folder.resolve(name));
    }

    private Path before() throws IOException {
        return orders("before.trace", 10, 40, "/tmp/run-123456/ledger");
    }

    private Path after() throws IOException {
        return orders("after.trace", 20, 10, "/tmp/run-777777/ledger");
    }

    private static Stream<String> lines(Run run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run.outText().lines().map(String::strip);
    }

    @Test
    void whatHasChangedInASecondIsTold() throws IOException {
        Path before = before();
        Path after = after();

        assertThat(lines(Run.of("compare", before, after)))
                .startsWith("before: " + before, "after:  " + after)
                .contains(
                        "1.00 s  1.00 s  length",
                        "Order ran 10 times a second before and 20 times after; use '--per Order' to"
                                + " compare the cost of each.",
                        "10 | 20  45.0 ms | 15.0 ms  45.0 ms | 15.0 ms  45.0 ms | 15.0 ms"
                                + "  45.0 ms | 15.0 ms  Order",
                        "400 ms   200 ms   -200 ms  x 0.50  worker-#  "
                                + LOCK
                                + " of app.Lock in app.Book.add, called by app.Worker.run",
                        // The names of two runs' files are one.
                        "20.0 ms  40.0 ms  +20.0 ms  x 2.00  worker-#  system call of"
                                + " /tmp/run-#/ledger in app.Ledger.write, called by"
                                + " app.Worker.run");
    }

    /** Twice as many orders, which take a quarter of the waiting each. */
    @Test
    void whatAPieceOfWorkCostsIsTold() throws IOException {
        assertThat(lines(Run.of("compare", "--per", "Order", before(), after())))
                .contains("10      20  times Order")
                .contains("Where time went, for each Order")
                .anyMatch(line -> line.startsWith("40.0 ms  10.0 ms  -30.0 ms  x 0.25  worker-#"))
                // The system call takes as long as before.
                .noneMatch(line -> line.contains("app.Ledger.write"))
                .noneMatch(line -> line.contains("--per"));
    }

    @Test
    void ofOneTraceNothingHasChanged() throws IOException {
        Path trace = before();

        List<String> lines = lines(Run.of("compare", trace, trace)).toList();

        assertThat(lines).contains("No change of a tenth or more in", "Where time went");
        assertThat(lines).noneMatch(line -> line.startsWith("Where time went, "));
    }

    @Test
    void whatIsNewAndWhatIsGoneIsTold() throws IOException {
        Path stopped =
                new JvmStory()
                        .thread(0, 10, "a")
                        .stop(10, "GC Pause")
                        .endOfStop(30)
                        .stop(40, "safepoint sync")
                        .endOfStop(42)
                        .end(100, folder);
        Path other = Files.move(stopped, folder.resolve("other.trace"));
        Path stops =
                new JvmStory()
                        .thread(0, 10, "a")
                        .stop(10, "GC Pause (Full)")
                        .endOfStop(20)
                        .stop(40, "safepoint sync")
                        .endOfStop(42)
                        .end(100, folder);

        assertThat(lines(Run.of("compare", other, stops)))
                .contains(
                        "200 ms       0  -200 ms  gone  GC Pause",
                        "0  100 ms  +100 ms   new  GC Pause (Full)")
                .noneMatch(line -> line.endsWith("safepoint sync"));
    }

    /** A recording has no threads that make a trace. */
    @Test
    void whatTheTracerItselfTookIsNoChange() throws IOException {
        Path recorded =
                Files.move(
                        new JvmStory().thread(0, 10, "a").end(100, folder),
                        folder.resolve("recorded.trace"));
        Path live =
                new JvmStory()
                        .thread(0, 10, "a")
                        .thread(0, 11, "b")
                        .thread(0, 12, "jfrtrace writer")
                        .end(100, folder);

        assertThat(lines(Run.of("compare", recorded, live)))
                .anyMatch(line -> line.matches(".* new +b +running"))
                .noneMatch(line -> line.contains("jfrtrace writer"));
    }

    /** Of a hundred samples 30 and 40 may be chance; of a thousand 300 and 400 are not. */
    @Test
    void whatMayBeChanceIsNoChange() throws IOException {
        Path few = sampled("few.trace", 30, 70);
        Path few2 = sampled("few2.trace", 40, 60);
        Path many = sampled("many.trace", 300, 700);
        Path many2 = sampled("many2.trace", 400, 600);

        assertThat(lines(Run.of("compare", few, few2)))
                .contains("CPU samples, by method")
                .noneMatch(line -> line.endsWith("app.Hot.run"));
        assertThat(lines(Run.of("compare", many, many2)))
                .contains("30.0 %  40.0 %  +10.0 %  x 1.33  a    app.Hot.run");
    }

    private Path sampled(String name, int hot, int cold) throws IOException {
        Path trace =
                new JvmStory()
                        .vmIsIdle(0)
                        .thread(0, 10, "a")
                        .samples(10, 10, hot, "app.Hot.run")
                        .samples(20, 10, cold, "app.Cold.run")
                        .end(100, folder);
        return Files.move(trace, folder.resolve(name));
    }

    @Test
    void jsonHasTheDocumentedKeys() throws IOException {
        Run run = Run.of("compare", "--json", "--per", "Order", before(), after());

        JsonNode document = new ObjectMapper().readTree(run.out());
        Set<String> keys = new TreeSet<>();
        for (JsonNode node :
                List.of(
                        document,
                        document.get("before"),
                        document.get("time").get(0),
                        document.get("regions").get(0))) {
            node.fieldNames().forEachRemaining(keys::add);
        }
        assertThat(keys).isEqualTo(documentedKeys());
        assertThat(document.get("before").get("amount").asDouble()).isEqualTo(10);
        assertThat(document.get("time"))
                .anySatisfy(
                        item -> {
                            assertThat(item.get("what").asText()).startsWith(LOCK);
                            assertThat(item.get("before").asDouble()).isEqualTo(40_000_000);
                            assertThat(item.get("after").asDouble()).isEqualTo(10_000_000);
                        });
        assertThat(document.get("regions").get(0).get("after").get("p50").asLong())
                .isEqualTo(15_000_000);
    }

    private static Set<String> documentedKeys() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("..", "docs", "COMPARE.md"))) {
            Set<String> keys = new TreeSet<>();
            lines.filter(line -> line.startsWith("| `"))
                    .forEach(line -> keys.add(line.substring(3, line.indexOf('`', 3))));
            return keys;
        }
    }

    @Test
    void recordingsAreTakenAndDifferencesOfTheirSettingsAreTold() throws IOException {
        Path recording = Fixtures.recording(folder.resolve("in.jfr"));

        assertThat(lines(Run.of("compare", recording, before())))
                .contains("Before reading on", "after: All waits were recorded.");
    }

    @Test
    void whatCannotBeComparedIsSaid() throws IOException {
        Path good = before();
        byte[] all = AllEvents.trace(TraceVersion.GO_1_26);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(all, all.length - 1));

        Run cutRun = Run.of("compare", good, cut);
        assertThat(cutRun.code()).isEqualTo(1);
        assertThat(cutRun.err()).startsWith("jfrtrace: " + cut + ": truncated trace at byte ");
        assertThat(cutRun.outText()).contains("\n  after: LOST: everything from byte ");

        Run none = Run.of("compare", good, folder.resolve("none.trace"));
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.outText()).isEmpty();
        assertThat(none.err()).contains("none.trace").doesNotContain("\tat ");

        Run work = Run.of("compare", "--per", "Odrer", good, good);
        assertThat(work.code()).isEqualTo(2);
        assertThat(work.err())
                .contains("no task or region of this name begins and ends in " + good)
                .contains("; there are Order");
        assertThat(Run.of("compare", "-", "-").code()).isEqualTo(2);
        assertThat(Run.of("compare", good).code()).isEqualTo(2);
    }

    /** A task that goes on is no piece of work, and hides none. */
    @Test
    void regionsAreCountedWhereTheTaskOfTheirNameHasNoEnd() throws IOException {
        Path made =
                new JvmStory()
                        .vmIsIdle(0)
                        .thread(0, 10, "worker-#")
                        .task(1, 10, "Order")
                        .region(10, 10, "Order")
                        .endOfRegion(20, 10, "Order")
                        .end(100, folder);

        Run run = Run.of("compare", "--per", "Order", made, made);

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.outText()).contains("times Order");
    }

    @Test
    void theHelpFitsATerminalAndIsAscii() {
        assertThat(Run.of("help", "compare").outText().lines())
                .isNotEmpty()
                .allMatch(line -> line.length() <= 80)
                .allMatch(line -> line.chars().allMatch(c -> c < 128));
    }
}
