package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a summary says that threads took of the CPUs. The one here is shown running for 10 s. */
class CpuUseTest {
    private static final long VM_THREAD = 1_000_000_000;
    private static final long MS = 1_000_000;

    @TempDir private Path folder;

    private Path trace(long other, String... logs) throws IOException {
        return Files.write(folder.resolve("app.trace"), CpuShortageTest.bytes(other, logs));
    }

    /** The same log, each second. */
    private Path nineTimes(String log) throws IOException {
        return trace(VM_THREAD, Collections.nCopies(9, log).toArray(new String[0]));
    }

    private static JsonNode json(Object... options) throws IOException {
        return new ObjectMapper().readTree(Run.of(options).out());
    }

    private static JsonNode goroutine(JsonNode document, long id) {
        for (JsonNode g : document.get("goroutines")) {
            if (g.get("id").asLong() == id) {
                return g;
            }
        }
        throw new AssertionError(id);
    }

    @Test
    void whoeverWroteItItIsOfItsThread() throws IOException {
        Path trace =
                trace(
                        VM_THREAD,
                        "cpu time|400 ms of CPU time within 1000 ms",
                        "cpu time|100 ms of CPU time within 1000 ms, by G7 worker",
                        "cpu time|900 ms of CPU time within 1000 ms, by this JVM",
                        "cpu time|somebody else's words");
        assertThat(Run.of("summary", trace).outText())
                .contains(
                        "\n  Threads are shown running for 10.0 s, and used 500 ms of CPU time (in"
                                + " 20.0 % of the time); the whole JVM used 900 ms of CPU time (in"
                                + " 10.0 % of the time)\n",
                        "\n      2   10.0 s  500 ms ",
                        "\n           7   10.0 s  500 ms ",
                        "\n  1000000000        0       - ",
                        "\n  CPU time: from JFR's thread loads, our own checks or CPU-time samples (in"
                                + " 20.0 % of the time), - where there are none; running ")
                .doesNotContain("Logs, by method");
        JsonNode document = json("summary", "--json", trace);
        assertThat(document.get("cpuTime").get("taken").asLong()).isEqualTo(500 * MS);
        assertThat(document.get("cpuTime").get("within").asLong()).isEqualTo(2_000 * MS);
        assertThat(document.get("jvmCpuTime").get("taken").asLong()).isEqualTo(900 * MS);
        assertThat(goroutine(document, 7).get("cpu").asLong()).isEqualTo(500 * MS);
        assertThat(goroutine(document, VM_THREAD).get("cpu").isNull()).isTrue();
    }

    /** No method is known that takes it: there are no samples. */
    @Test
    void whoComputesAllTheTimeIsTold() throws IOException {
        Path busy = nineTimes("cpu time|950 ms of CPU time within 1000 ms, by G7 worker");
        assertThat(json("summary", "--json", busy).get("conclusions").toString())
                .contains(
                        "1 of 2 threads of (unknown) was computing nearly all the time: it used 8.55 s"
                                + " of CPU time.");
        Path less = nineTimes("cpu time|700 ms of CPU time within 1000 ms, by G7 worker");
        assertThat(json("summary", "--json", less).get("conclusions").toString())
                .doesNotContain("computing");
    }

    /** What the one that ran took stands nowhere. */
    @Test
    void whatIsKnownOfFewThreadsIsNotToldOfAll() throws IOException {
        Path trace =
                nineTimes("cpu time|100 ms of CPU time within 1000 ms, by G8 C2 CompilerThread0");
        assertThat(Run.of("summary", trace).outText())
                .contains("running for 10.0 s, and are known to have used 900 ms of CPU time");
    }

    @Test
    void aPartHasItsPart() throws IOException {
        Path trace = trace(VM_THREAD, "cpu time|400 ms of CPU time within 1000 ms");
        JsonNode part = json("summary", "--json", "--from", "750ms", trace);
        assertThat(part.get("cpuTime").get("taken").asLong()).isEqualTo(100 * MS);
        assertThat(part.get("cpuTime").get("within").asLong()).isEqualTo(250 * MS);
        JsonNode later = json("summary", "--json", "--from", "2s", trace);
        assertThat(later.get("cpuTime").isNull()).isTrue();
    }

    @Test
    void whoTookLessThanItIsShownRunningIsTold() throws IOException {
        assertThat(conclusions("cpu time|100 ms of CPU time within 1000 ms"))
                .isEqualTo(
                        "2 threads of (unknown) used only 900 ms of CPU time, though shown running"
                                + " for 9.00 s: most of that time they were waiting, too briefly to"
                                + " be recorded or for a CPU.");
    }

    @Test
    void whoTookMoreThanItIsShownRunningIsTold() throws IOException {
        assertThat(conclusions("cpu time|3000 ms of CPU time within 1000 ms"))
                .isEqualTo(
                        "2 threads of (unknown) used 27.0 s of CPU time, but are shown running for"
                                + " only 10.0 s. Most of this work is not shown: it was in native"
                                + " code, or between waits too short to be recorded.");
    }

    @Test
    void whatAgreesIsNotTold() throws IOException {
        assertThat(conclusions("cpu time|600 ms of CPU time within 1000 ms"))
                .startsWith("Nothing stands out");
    }

    private String conclusions(String log) throws IOException {
        return json("summary", "--json", nineTimes(log)).get("conclusions").get(0).asText();
    }

    /** A Go program may log what it likes. */
    @Test
    void otherProgramsLogsAreTheirOwn() throws IOException {
        Path trace = trace(8, "cpu time|400 ms of CPU time within 1000 ms");
        assertThat(Run.of("summary", trace).outText()).doesNotContain("CPU time:", "of CPU time (");
        JsonNode document = json("summary", "--json", trace);
        assertThat(document.get("cpuTime").isNull()).isTrue();
        assertThat(goroutine(document, 7).get("cpu").isNull()).isTrue();
    }
}
