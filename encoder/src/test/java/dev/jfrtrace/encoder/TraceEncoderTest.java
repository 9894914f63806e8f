package dev.jfrtrace.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.generation.Stack;
import dev.jfrtrace.encoder.order.OrderRule;
import dev.jfrtrace.encoder.order.OrderScripts;
import dev.jfrtrace.encoder.order.Script;
import dev.jfrtrace.encoder.order.ScriptLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TraceEncoderTest extends EncoderFixture {
    /** The example of the producer's reference: one goroutine runs, blocks, is unblocked, ends. */
    private void workedExample(TraceVersion version) throws IOException {
        encoder =
                new TraceEncoder(
                        new TraceEncoder.Options(version, refusals::add), trace, START, WALL);
        Stack stack = stack("Main.work", "pool-A");
        encoder.procStatus(1, 1001, 0, ProcStatus.RUNNING);
        encoder.goStatus(1, 1011, 7, 0, GoStatus.RUNNING);
        encoder.procsChange(1, 1021, 1);
        encoder.goBlock(1, 1121, "sync", stack);
        encoder.goUnblock(1, 1621, 7, Stack.NONE);
        encoder.goStart(1, 1641, 7);
        encoder.goDestroy(1, 2641);
        encoder.procStop(1, 2651);
    }

    @ParameterizedTest
    @EnumSource(TraceVersion.class)
    void goReadsTheWorkedExample(TraceVersion version) throws IOException {
        workedExample(version);
        byte[] bytes = close();
        assertThat(go().events(bytes))
                .containsExactly(
                        "M=1 P=-1 G=-1 StateTransition Time=1001 ProcID=0 Undetermined->Running",
                        "M=1 P=0 G=-1 StateTransition Time=1011 GoID=7 Undetermined->Running",
                        "M=1 P=0 G=7 Metric Time=1021 Name=\"/sched/gomaxprocs:threads\""
                                + " Value=Value{Uint64(1)}",
                        "M=1 P=0 G=7 StateTransition Time=1121 GoID=7 Running->Waiting"
                                + " Reason=\"sync\"",
                        "M=1 P=0 G=-1 StateTransition Time=1621 GoID=7 Waiting->Runnable",
                        "M=1 P=0 G=-1 StateTransition Time=1641 GoID=7 Runnable->Running",
                        "M=1 P=0 G=7 StateTransition Time=2641 GoID=7 Running->NotExist",
                        "M=1 P=0 G=-1 StateTransition Time=2651 ProcID=0 Running->Idle");
        List<String> lines = go().parsed(bytes);
        assertThat(lines).anyMatch(line -> line.contains("Main.work @ 0x1"));
        assertThat(lines.stream().anyMatch(line -> line.contains("2026-05-28")))
                .as("the wall clock is told")
                .isEqualTo(version.hasClockSnapshot());
        assertThat(go().judge(bytes).faults()).isEmpty();
    }

    @Test
    void theWorkedExampleInBytes() throws IOException {
        workedExample(TraceVersion.GO_1_22);
        byte[] bytes = close();
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo(
                        String.join(
                                "",
                                "676f20312e32322074726163650000000101ffffffffffffffffff01",
                                // Sync
                                "e80706" + "088094ebdc03",
                                // Strings: sync, Main.work, Main.java, pool-A
                                "0101ffffffffffffffffff01e80729" + "04",
                                "05010473796e63" + "0502094d61696e2e776f726b",
                                "0503094d61696e2e6a617661" + "050406706f6f6c2d41",
                                // Stacks
                                "0101ffffffffffffffffff01e8070c" + "02030102",
                                "01020301" + "02040302",
                                // Thread 1; the batch starts with its first event
                                "010101e90720" + "0d000001" + "190a070002" + "090a0100",
                                "14640101" + "15f403070100" + "10140702" + "11e807" + "0b0a"));
        assertThat(encoder.bytes()).isEqualTo(bytes.length);
        assertThat(encoder.eventCount()).isEqualTo(8);
        assertThat(encoder.generationCount()).isEqualTo(1);
    }

    @Test
    void unitsAreHeaderBatchesAndEndMarks() throws IOException {
        open(TraceVersion.GO_1_26, ALL);
        encoder.cut(2000);
        close();
        assertThat(trace.header()).isEqualTo(TraceVersion.GO_1_26.header());
        assertThat(trace.generations()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            List<byte[]> units = trace.units(i);
            assertThat(units.get(units.size() - 1)).containsExactly(52);
            assertThat(units.subList(0, units.size() - 1)).allMatch(unit -> unit[0] == 1);
        }
    }

    @Test
    void timesRise() throws IOException {
        open(TraceVersion.GO_1_22, ALL);
        encoder.heapAlloc(1, 5000, 1);
        encoder.heapAlloc(1, 5000, 2);
        encoder.heapAlloc(1, 4000, 3);
        encoder.heapAlloc(1, Long.MIN_VALUE, 4);
        assertThat(encoder.lastTime()).isEqualTo(5003);
        encoder.heapAlloc(1, 6000, 5);
        encoder.cut(100);
        assertThat(encoder.generationStart()).isEqualTo(6001);
        List<Long> times = new ArrayList<>();
        for (String line : go().events(close())) {
            Matcher time = TIME.matcher(line);
            assertThat(time.find()).isTrue();
            times.add(Long.parseLong(time.group(1)));
        }
        assertThat(times).isSorted().doesNotHaveDuplicates().contains(5000L, 5003L, 6000L, 6002L);
    }

    @Test
    void aRefusedEventIsLeftOutAndTheRestStaysValid() throws IOException {
        open(TraceVersion.GO_1_22, ALL);
        assertThat(encoder.goUnblock(1, 1100, 1, Stack.NONE)).isFalse();
        assertThat(encoder.goStart(1, 1200, 2)).isFalse();
        assertThat(encoder.goBlock(3, 1300, "sync", Stack.NONE)).isFalse();
        assertThat(encoder.userRegionBegin(1, 1400, 0, "r", Stack.NONE)).isTrue();
        assertThat(encoder.userRegionEnd(1, 1500, 0, "s", Stack.NONE)).isFalse();
        assertThat(encoder.userRegionEnd(1, 1600, 0, "r", Stack.NONE)).isTrue();
        assertThat(encoder.goBlock(1, 1700, "sync", Stack.NONE)).isTrue();
        assertThat(refusals)
                .extracting(Refusal::rule)
                .containsExactly(OrderRule.R22, OrderRule.R21, OrderRule.R2, OrderRule.R34);
        assertThat(refusals.get(0))
                .hasToString(
                        "internal error: GoUnblock g=1 g_seq=1 stack=0 on thread 1 at 1100 ns in"
                                + " generation 1 breaks rule R22: an unblocked goroutine is known"
                                + " and Waiting; otherwise the reader waits for ever");
        refusals.clear();
        List<String> events = go().events(close());
        assertThat(events).noneMatch(line -> line.contains("Time=1100"));
        assertThat(events.get(events.size() - 1)).contains("Time=1700").contains("Waiting");
    }

    @Test
    void theStrictHandlerThrows() throws IOException {
        encoder =
                new TraceEncoder(
                        new TraceEncoder.Options(TraceVersion.GO_1_22, Refusal.Handler.failing()),
                        trace,
                        START,
                        WALL);
        assertThatThrownBy(() -> encoder.procStop(1, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("internal error: ProcStop on thread 1 at 1 ns")
                .hasMessageContaining("R11");
        assertThatThrownBy(() -> encoder.close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("internal error: end of generation without a thread")
                .hasMessageContaining("V10");
    }

    @Test
    void startsWithinTheTimesThereAre() {
        for (long time : new long[] {0, -1, Limits.MAX_TIME}) {
            assertThatThrownBy(
                            () ->
                                    new TraceEncoder(
                                            new TraceEncoder.Options(
                                                    TraceVersion.GO_1_22, refusals::add),
                                            trace,
                                            time,
                                            WALL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("start time " + time);
        }
    }

    @ParameterizedTest
    @MethodSource("encodersScripts")
    void breaksTheRulesOfTablesVersionsTimeAndCuts(Script script) throws IOException {
        assertThat(run(script, script.broken())).containsExactly(script.rule());
        assertThat(run(script, script.repaired())).isEmpty();
    }

    static List<Script> encodersScripts() {
        Set<OrderRule> own = Set.of(OrderRule.R35, OrderRule.R36, OrderRule.V19, OrderRule.V20);
        List<Script> scripts =
                OrderScripts.all().stream().filter(script -> own.contains(script.rule())).toList();
        assertThat(scripts.stream().map(Script::rule).collect(Collectors.toSet())).isEqualTo(own);
        return scripts;
    }

    private List<OrderRule> run(Script script, List<ScriptLine> lines) throws IOException {
        List<OrderRule> broken = new ArrayList<>();
        TraceEncoder judge =
                new TraceEncoder(
                        new TraceEncoder.Options(
                                script.version(), refusal -> broken.add(refusal.rule())),
                        new CollectedTrace(),
                        START,
                        WALL);
        for (ScriptLine line : lines) {
            long[] a = line.arguments(judge::string);
            long time = Math.max(line.time(), judge.lastTime() + 1);
            boolean taken =
                    line.type() == null
                            ? judge.cut(time)
                            : judge.emit(
                                    line.type(),
                                    line.m(),
                                    time,
                                    a[0],
                                    a[1],
                                    a[2],
                                    a[3],
                                    line.text());
            assertThat(taken).as(line.toString()).isEqualTo(!line.breaks());
        }
        return broken;
    }

    @Test
    void nothingIsTakenAtTheEndOfTime() throws IOException {
        open(TraceVersion.GO_1_22, ALL);
        assertThat(encoder.cut(Limits.MAX_TIME)).isFalse();
        encoder.cpuSample(Limits.MAX_TIME, 1, 0, 1, Stack.NONE);
        assertThat(encoder.heapAlloc(1, Long.MAX_VALUE, 1)).isFalse();
        assertThat(encoder.heapAlloc(1, Limits.MAX_TIME - 1, 1)).isTrue();
        assertThat(encoder.heapAlloc(1, 0, 1)).isFalse();
        assertThat(refusals).extracting(Refusal::rule).containsOnly(OrderRule.V19).hasSize(4);
        refusals.clear();
        go().accepts(close(), "up to the end of time");
    }

    @Test
    void samplesKeepTheirTimes() throws IOException {
        open(TraceVersion.GO_1_26, ALL);
        encoder.cpuSample(1, 1, 0, 1, stack("a", "root"));
        encoder.cpuSample(1500, 1, 0, 1, stack("a", "root"));
        encoder.cpuSample(1500, Limits.NONE, Limits.NONE, 0, Stack.NONE);
        encoder.cpuSample(7000, 1, 0, 1, stack("b", "root"));
        encoder.cut(2000);
        assertThat(encoder.generationStart()).isEqualTo(7001);
        assertThat(encoder.hasEvents()).isFalse();
        encoder.cpuSample(8000, 1, 0, 1, stack("a", "root"));
        assertThat(encoder.hasEvents()).isTrue();
        List<String> samples = new ArrayList<>();
        for (String line : go().events(close())) {
            if (line.contains("StackSample")) {
                samples.add(line);
            }
        }
        assertThat(samples)
                .containsExactly(
                        "M=1 P=0 G=1 StackSample Time=1001",
                        "M=1 P=0 G=1 StackSample Time=1500",
                        "M=-1 P=-1 G=-1 StackSample Time=1501",
                        "M=1 P=0 G=1 StackSample Time=7000",
                        "M=1 P=0 G=1 StackSample Time=8000");
    }

    @Test
    void stringsAndStacksAreDefinedInEachGeneration() throws IOException {
        open(TraceVersion.GO_1_22, ALL);
        Stack stack = stack("leaf", "root");
        String tooLong = "x".repeat(2 * Limits.MAX_STRING_BYTES);
        for (int i = 0; i < 3; i++) {
            long time = 2000 + 1000 * i;
            encoder.userLog(1, time, 0, "category", "message " + i, stack);
            encoder.goLabel(1, time, tooLong);
            encoder.cut(time + 500);
        }
        close();
        assertThat(encoder.cutStrings()).isEqualTo(3);
        go().acceptsAllTails(trace);
        assertThat(go().parsed(trace.last(2)))
                .anyMatch(line -> line.contains("message 2"))
                .anyMatch(line -> line.contains("root @ 0x2"));
    }

    /** Batches of one thread follow each other when one is full. */
    @Test
    void aLongGenerationIsAccepted() throws IOException {
        open(TraceVersion.GO_1_22, ALL);
        for (int i = 0; i < 50_000; i++) {
            encoder.heapAlloc(1, 2000 + 10L * i, i);
        }
        assertThat(go().events(close())).hasSize(50_000 + 5);
    }
}
