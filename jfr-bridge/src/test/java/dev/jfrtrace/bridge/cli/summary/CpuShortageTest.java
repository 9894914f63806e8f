package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.cli.Run;
import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.generation.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the head of a summary says of CPUs that threads did not get. */
class CpuShortageTest {
    private static final long VM_THREAD = 1_000_000_000;
    private static final long START = 1_000_000;
    private static final long MS = 1_000_000;

    private static final String WITHHELD =
            "throttled|1250 ms of CPU time withheld in 9 of 10 periods, within 1010 ms; the quota is"
                    + " 50 ms of CPU time in each 100 ms";

    private static final String WAITED = "cpu|in 500 ms on a CPU 30 %, waiting for one 60 %";

    private static final String TOOK = "cpu time|150 ms of CPU time within 500 ms";

    @TempDir private Path folder;

    /** Logs of one thread, a second apart; the trace lasts ten. */
    private Path trace(String... logs) throws IOException {
        return Files.write(folder.resolve("starved.trace"), bytes(VM_THREAD, logs));
    }

    /** A trace that lacks CPUs in every way. */
    static byte[] starved() throws IOException {
        return bytes(VM_THREAD, machine("1.0", 20, 78), WITHHELD, WAITED, TOOK);
    }

    /** Each log is its category, a bar, and what it says. */
    static byte[] bytes(long other, String... logs) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TraceEncoder encoder =
                new TraceEncoder(
                        new TraceEncoder.Options(
                                TraceVersion.GO_1_26,
                                refusal -> {
                                    throw new AssertionError(refusal);
                                }),
                        bytes::write,
                        START,
                        1_780_000_000_000_000_000L);
        encoder.procStatus(1, START, 0, ProcStatus.RUNNING);
        encoder.goStatus(1, START + 1, other, 0, GoStatus.WAITING);
        encoder.goStatus(1, START + 2, 7, 1, GoStatus.RUNNING);
        encoder.procsChange(1, START + 3, 1);
        for (int i = 0; i < logs.length; i++) {
            String[] words = logs[i].split("\\|");
            encoder.userLog(1, START + (i + 1) * 1_000 * MS, 0, words[0], words[1], Stack.NONE);
        }
        encoder.goBlock(1, START + 10_000 * MS, "sleep", Stack.NONE);
        assertThat(encoder.close()).isTrue();
        return bytes.toByteArray();
    }

    private static String machine(String length, int ours, int others) {
        return "machine|all CPUs were busy for "
                + length
                + " s: this JVM took "
                + ours
                + " %, others "
                + others
                + " %; who is running may have waited for one";
    }

    /** Whoever reads that first looks for what is not there. */
    @Test
    void aMachineThatWasHardlyEverFullIsNoNews() throws IOException {
        Path trace = trace(machine("0.2", 20, 78));
        assertThat(Run.of("summary", trace).outText()).contains("STARVED: ");
        Run part = Run.of("summary", "--from", "950ms", trace);
        assertThat(part.outText()).isNotEmpty().doesNotContain("FULL: ", "STARVED: ");
        Run json = Run.of("summary", "--from", "950ms", "--json", trace);
        assertThat(
                        new ObjectMapper()
                                .readTree(json.out())
                                .get("fullMachine")
                                .get("length")
                                .asLong())
                .isEqualTo(50 * MS);
    }

    private static JsonNode json(Path trace) throws IOException {
        return new ObjectMapper().readTree(Run.of("summary", "--json", trace).out());
    }

    @Test
    void whatAQuotaWithheldIsSummedUp() throws IOException {
        Path trace =
                trace(
                        "throttled|100 ms of CPU time withheld in 2 of 10 periods, within 1000 ms",
                        WITHHELD,
                        "throttled|somebody else's words",
                        "throttled|400 ms of CPU time withheld in 4 of 10 periods, within 990 ms");
        assertThat(Run.of("summary", trace).outText().lines())
                .contains(
                        "  THROTTLED: over 3.00 s, the cgroup's quota withheld 1.75 s of CPU time"
                                + " (in 15 of 30 periods); at worst 1.25 s within 1.01 s, ending 2.00 s"
                                + " after the start; the quota is 50 ms of CPU time in each 100 ms");
        JsonNode throttled = json(trace).get("throttled");
        assertThat(throttled.get("withheld").asLong()).isEqualTo(1_750 * MS);
        assertThat(throttled.get("periods").asLong()).isEqualTo(30);
        assertThat(throttled.get("worstTime").asLong()).isEqualTo(START + 2_000 * MS);
        assertThat(throttled.get("quota").asText()).isEqualTo("50 ms of CPU time in each 100 ms");
    }

    /**
     * As in a recording of which only the end is converted: the kernel has counted since before.
     */
    @Test
    void whatWasWithheldBeforeTheTraceIsNotOfIt() throws IOException {
        Path trace =
                trace(
                        "throttled|9000 ms of CPU time withheld in 90 of 100 periods, within 10000 ms");
        assertThat(Run.of("summary", trace).outText())
                .contains(
                        "  THROTTLED: over 1.00 s, the cgroup's quota withheld 900 ms of CPU time"
                                + " (in 9 of 10 periods); at worst 900 ms within 1.00 s, ending 1.00 s"
                                + " after the start\n");
        assertThat(Run.of("summary", trace(machine("20.0", 20, 78))).outText())
                .contains("all CPUs were busy for 1.00 s (10.0 %): ");
    }

    @Test
    void whoeverTookTheCpusIsTold() throws IOException {
        Path trace = trace(machine("1.0", 50, 48), machine("2.0", 20, 78));
        assertThat(Run.of("summary", trace).outText())
                .contains(
                        "\n  STARVED: all CPUs were busy for 3.00 s (30.0 %): this JVM took 30 % of"
                                + " them, others 68 %; threads shown running may have been waiting for"
                                + " a CPU\n")
                .doesNotContain("FULL: ");
        JsonNode full = json(trace).get("fullMachine");
        assertThat(full.get("length").asLong()).isEqualTo(3_000 * MS);
        assertThat(full.get("ours").asDouble()).isBetween(0.299, 0.301);
    }

    @Test
    void aMachineThatIsFullOfThisJvmIsFull() throws IOException {
        assertThat(Run.of("summary", trace(machine("1.0", 90, 8))).outText())
                .contains("\n  FULL: all CPUs were busy for 1.00 s (10.0 %): this JVM took 90 % ")
                .doesNotContain("STARVED");
    }

    /** Who wants nothing is not kept from it. */
    @Test
    void aQuietJvmIsStarvedOnlyWhereItIsKnownToHaveWaited() throws IOException {
        assertThat(Run.of("summary", trace(machine("1.0", 0, 99))).outText())
                .contains("\n  FULL: ");
        assertThat(Run.of("summary", trace(machine("1.0", 0, 99), WAITED)).outText())
                .contains("\n  STARVED: ");
    }

    /** It got all that it may have. */
    @Test
    void whatAQuotaWithholdsNobodyElseTook() throws IOException {
        assertThat(Run.of("summary", trace(machine("1.0", 5, 94), WITHHELD)).outText())
                .contains("\n  THROTTLED: ", "\n  FULL: ")
                .doesNotContain("STARVED");
    }

    @Test
    void waitsForACpuAreSummedUpByThread() throws IOException {
        Path trace =
                trace(
                        WAITED,
                        "cpu|in 1000 ms on a CPU 40 %, waiting for one 55 %",
                        "cpu|temperature 60 %");
        assertThat(Run.of("summary", trace).outText())
                .contains(
                        "\n  WAITED: runnable threads waited 850 ms in all for a CPU:"
                                + " (unknown) 850 ms\n");
        JsonNode waits = json(trace).get("cpuWaits");
        assertThat(waits).hasSize(1);
        assertThat(waits.get(0).get("count").asInt()).isEqualTo(2);
        assertThat(waits.get(0).get("sum").asLong()).isEqualTo(850 * MS);
    }

    /** A Go program may log what it likes. */
    @Test
    void otherProgramsLogsAreTheirOwn() throws IOException {
        Path trace =
                Files.write(
                        folder.resolve("go.trace"),
                        bytes(8, WITHHELD, machine("1.0", 20, 78), WAITED));
        assertThat(Run.of("summary", trace).outText())
                .doesNotContain("THROTTLED", "STARVED", "FULL: ", "WAITED");
        JsonNode document = json(trace);
        assertThat(document.get("throttled").isNull()).isTrue();
        assertThat(document.get("cpuWaits")).isEmpty();
    }
}
