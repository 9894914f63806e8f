package dev.jfrtrace.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.JudgedOnce;
import dev.jfrtrace.encoder.order.OrderRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Go accepts whatever was written, whoever asked for it: a JVM-like load, of which nothing is
 * refused, and chaos, of which most is. Seeds are fixed; a failure names its seed.
 */
@JudgedOnce
class RandomTraceTest {
    static final int ALL = Integer.MAX_VALUE;
    private static final int FIRST_TOUCH = 0;
    private static final int CHAOS_SEEDS = 60;

    @TempDir Path folder;

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aJvmsTraceIsTaken(int seed) throws IOException {
        GoReader go = new GoReader(folder);
        for (TraceVersion version : List.of(TraceVersion.GO_1_22, TraceVersion.GO_1_26)) {
            go.acceptsAllTails(jvm(seed, version, ALL));
            go.accepts(jvm(seed, version, FIRST_TOUCH).bytes(), "restated at first touch");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aJvmsTraceIsShown(int seed) throws IOException {
        CollectedTrace trace = jvm(seed, TraceVersion.GO_1_22, ALL);
        GoReader go = new GoReader(folder);
        assertThat(go.judge(trace.bytes()).faults()).isEmpty();
        // A task that began before is listed without its own page; that is how Go shows it.
        assertThat(faults(go, trace.last(1 + seed))).isEmpty();
    }

    @Test
    void equalLoadsGiveEqualBytes() throws IOException {
        byte[] once = jvm(7, TraceVersion.GO_1_26, ALL).bytes();
        assertThat(jvm(7, TraceVersion.GO_1_26, ALL).bytes()).isEqualTo(once);
        assertThat(jvm(8, TraceVersion.GO_1_26, ALL).bytes()).isNotEqualTo(once);
    }

    @Test
    void whatChaosLeavesIsTaken() throws IOException {
        GoReader go = new GoReader(folder);
        Map<OrderRule, Integer> refusals = new EnumMap<>(OrderRule.class);
        int written = 0;
        for (int seed = 0; seed < CHAOS_SEEDS; seed++) {
            boolean all = seed % 4 > 0;
            CollectedTrace trace = chaos(seed, all ? ALL : FIRST_TOUCH, refusals);
            if (trace.generations() == 0) {
                continue; // No generation came to a legal end.
            }
            written++;
            if (all) {
                go.acceptsAllTails(trace);
            } else {
                go.accepts(trace.bytes(), "seed " + seed);
            }
        }
        assertThat(written).isGreaterThan(CHAOS_SEEDS * 9 / 10);
        // Chaos that never gets far would prove nothing.
        assertThat(refusals).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 102, 103, 104, 105})
    void whatChaosLeavesIsShown(int seed) throws IOException {
        CollectedTrace trace = chaos(seed, ALL, new EnumMap<>(OrderRule.class));
        assertThat(trace.generations()).isPositive();
        assertThat(faults(new GoReader(folder), trace.bytes())).isEmpty();
    }

    /** Go lists tasks that are only spoken of, and has no timeline for them. */
    private static List<String> faults(GoReader go, byte[] trace) throws IOException {
        List<String> faults = new ArrayList<>(go.judge(trace).faults());
        faults.removeIf(fault -> fault.contains("failed to find task with id"));
        return faults;
    }

    static CollectedTrace jvm(int seed, TraceVersion version, int maxRestated) throws IOException {
        CollectedTrace trace = new CollectedTrace();
        TraceEncoder encoder =
                new TraceEncoder(
                        new TraceEncoder.Options(version, maxRestated, Refusal.Handler.failing()),
                        trace,
                        1_000,
                        1_780_000_000_000_000_000L);
        new JvmLoad(seed, encoder).run(1_500);
        assertThat(encoder.close()).isTrue();
        return trace;
    }

    static CollectedTrace chaos(int seed, int maxRestated, Map<OrderRule, Integer> refusals)
            throws IOException {
        CollectedTrace trace = new CollectedTrace();
        TraceVersion version = TraceVersion.values()[seed % TraceVersion.values().length];
        Refusal.Handler counting = refusal -> refusals.merge(refusal.rule(), 1, Integer::sum);
        TraceEncoder encoder =
                new TraceEncoder(
                        new TraceEncoder.Options(version, maxRestated, counting), trace, 1_000, 0);
        ChaosLoad.into(encoder, seed).run(5_000);
        encoder.close();
        return trace;
    }
}
