package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the time of regions went, and when the slowest of them were. */
class RegionTimesTest {
    private static final String MONITOR = "sync (monitor enter)";
    private static final String NETWORK = "network";

    /** Events of a trace must have a distance. */
    private static final Offset<Long> FEW = within(10L);

    @TempDir private Path folder;

    private Path orders() throws IOException {
        JvmStory story =
                new JvmStory().vmIsIdle(0).thread(0, 7, "orders-#").thread(0, 8, "orders-#");
        for (int i = 1; i <= 4; i++) {
            story.region(10 * i, 7, "order").endOfRegion(10 * i + i, 7, "order");
        }
        return story.region(100, 8, "order")
                .waits(110, 8, MONITOR, "App.lock")
                .goesOn(170, 8, 7)
                .region(180, 8, "query")
                .waits(180, 8, NETWORK, "App.ask")
                .goesOn(191, 8, 0)
                .endOfRegion(200, 8, "query")
                .endOfRegion(200, 8, "order")
                .region(300, 7, "open")
                .end(1000, folder);
    }

    private static List<String> rows(Run run) {
        return run.outText()
                .lines()
                .dropWhile(line -> !line.equals("Regions, where their time went"))
                .skip(2)
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.strip().replaceAll(" {2,}", " | "))
                .toList();
    }

    @Test
    void theSlowestAreToldWithTheirReasons() throws IOException {
        assertThat(rows(Run.of("summary", orders())))
                .containsExactly(
                        "110 ms | all 5 | sync (monitor enter) 55 %, running 35 %, network 10 % | order",
                        "100 ms | at 0.100 s | G8 orders-# | sync (monitor enter) 60 %, running 29 %,"
                                + " network 11 % | order",
                        "4.00 ms | at 0.040 s | G7 orders-# | running 100 % | order",
                        "3.00 ms | at 0.030 s | G7 orders-# | running 100 % | order",
                        "20.0 ms | at 0.180 s | G8 orders-# | network 55 %, running 45 % | query");
    }

    @Test
    void whenTheyWereIsToldAsOfTheWholeTrace() throws IOException {
        assertThat(rows(Run.of("summary", "--from", "50ms", orders())))
                .contains(
                        "100 ms | at 0.100 s | G8 orders-# | sync (monitor enter) 60 %, running 29 %,"
                                + " network 11 % | order");
    }

    @Test
    void machinesGetThemInNanoseconds() throws IOException {
        Run run = Run.of("summary", "--json", orders());
        JsonNode order = new ObjectMapper().readTree(run.out()).get("regions").get(1);
        assertThat(order.get("name").asText()).isEqualTo("order");
        assertThat(order.get("spent").get("blocked").get(MONITOR).asLong())
                .isCloseTo(60_000_000, FEW);
        JsonNode slow = order.get("slowest").get(0);
        assertThat(order.get("slowest")).hasSize(3);
        assertThat(slow.get("goroutine").asLong()).isEqualTo(8);
        assertThat(slow.get("length").asLong()).isCloseTo(100_000_000, FEW);
        assertThat(slow.get("spent").get("running").asLong()).isCloseTo(29_000_000, FEW);
    }

    @Test
    void whatCompilersDoNeedsNoReason() throws IOException {
        Path trace =
                new JvmStory()
                        .vmIsIdle(0)
                        .thread(0, 7, "C2 CompilerThread#")
                        .region(10, 7, "Compilation")
                        .endOfRegion(50, 7, "Compilation")
                        .end(100, folder);
        assertThat(Run.of("summary", trace).outText())
                .contains("Compilation")
                .doesNotContain("where their time went");
    }
}
