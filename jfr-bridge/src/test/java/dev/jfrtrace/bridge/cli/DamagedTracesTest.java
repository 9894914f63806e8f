package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.AllEvents;
import dev.jfrtrace.encoder.judge.Fuzzing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes of a trace: all verbs agree on whether it is good, say no more than a
 * sentence, and what should be JSON is. A failure names the round; {@link Fuzzing} says how to run
 * it for longer.
 */
class DamagedTracesTest {
    private static final int ROUNDS = Fuzzing.rounds(150);
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Test
    void allVerbsAgree() throws IOException {
        List<byte[]> traces = new ArrayList<>();
        for (TraceVersion version : TraceVersion.values()) {
            traces.add(AllEvents.trace(version));
        }
        traces.add(KnownTrace.bytes());
        byte[][] good = Fuzzing.with(traces);
        Random random = Fuzzing.random();
        int bad = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] trace = Fuzzing.damaged(good[round % good.length], random);
            int code = run("round " + round, trace, "check", "-").code();
            assertThat(code).isBetween(0, 1);
            assertSame(code, round, trace);
            bad += code;
        }
        // Damage that never shows, or always does, would prove little.
        assertThat(bad).isBetween(ROUNDS / 4, ROUNDS * 39 / 40);
    }

    private static void assertSame(int code, int round, byte[] trace) throws IOException {
        String name = "round " + round;
        Run printed = run(name, trace, "print", "--json", "-");
        Run exported = run(name, trace, "export", "-", "-o", "-");
        Run document = run(name, trace, "summary", "--json", "-");
        for (Run run : List.of(printed, exported, document, run(name, trace, "summary", "-"))) {
            assertThat(run.code()).as(name).isEqualTo(code);
        }
        for (String line : printed.outText().lines().toList()) {
            JSON.readTree(line);
        }
        JSON.readTree(exported.out());
        JSON.readTree(document.out());
    }

    private static Run run(String name, byte[] trace, Object... args) {
        Run run = Run.fed(trace, args);
        assertThat(run.err().lines().count()).as(name).isLessThanOrEqualTo(1);
        assertThat(run.err()).as(name).doesNotContain("internal error");
        return run;
    }
}
