package dev.jfrtrace.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.generation.Frame;
import dev.jfrtrace.encoder.generation.Stack;
import dev.jfrtrace.encoder.order.OrderRule;
import dev.jfrtrace.encoder.order.OrderScripts;
import dev.jfrtrace.encoder.order.Script;
import dev.jfrtrace.encoder.order.ScriptLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TraceEncoderTest {
    private static final long START = 1_000;
    private static final long WALL = 1_780_000_000_000_000_500L;
    private static final int ALL = Integer.MAX_VALUE;
    private static final Pattern TIME = Pattern.compile(" Time=(\\d+)");

    @TempDir Path folder;

    private final CollectedTrace trace = new CollectedTrace();
    private final List<Refusal> refusals = new ArrayList<>();
    private TraceEncoder encoder;

    /** Thread 1 with proc 0 and goroutine 1, which runs; goroutine 2 waits, proc 1 is idle. */
    private void open(TraceVersion version, int maxRestated) throws IOException {
        encoder =
                new TraceEncoder(
                        new TraceEncoder.Options(version, maxRestated, refusals::add),
                        trace,
                        START,
                        WALL);
        encoder.procStatus(1, START, 0, ProcStatus.RUNNING);
        encoder.goStatus(1, START, 1, 0, GoStatus.RUNNING);
        encoder.addIdleProc(START);
        encoder.goStatus(Limits.NONE, START, 2, 0, GoStatus.WAITING);
        encoder.procsChange(1, START, 2);
    }

    private Stack stack(String... functions) {
        List<Frame> frames = new ArrayList<>();
        for (String function : functions) {
            frames.add(encoder.frames().frame(function, "Main.java", frames.size() + 1));
        }
        return Stack.of(frames);
    }

    private byte[] close() throws IOException {
        assertThat(encoder.close()).isTrue();
        assertThat(refusals).isEmpty();
        return trace.bytes();
    }

    private GoReader go() {
        return new GoReader(folder);
    }

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
    void aGenerationDoesNotEndInAStop() throws IOException {
        open(TraceVersion.GO_1_22, ALL);
        assertThat(encoder.mayCut()).isTrue();
        encoder.stwBegin(1, 1100, "GC pause", Stack.NONE);
        assertThat(encoder.mayCut()).isFalse();
        assertThat(encoder.cut(1200)).isFalse();
        assertThat(encoder.close()).isFalse();
        assertThat(refusals).extracting(Refusal::rule).containsOnly(OrderRule.V1).hasSize(2);
        refusals.clear();
        encoder.stwEnd(1, 1300);
        assertThat(encoder.cut(1400)).isTrue();
        go().accepts(close(), "after the stop");
    }

    @Test
    void tellsWhetherThereIsMoreThanRestatements() throws IOException {
        open(TraceVersion.GO_1_22, ALL);
        assertThat(encoder.hasEvents()).isTrue();
        encoder.cut(2000);
        assertThat(encoder.hasEvents()).isFalse();
        assertThat(encoder.generationBytes()).isZero();
        encoder.heapAlloc(1, 2100, 1);
        assertThat(encoder.hasEvents()).isTrue();
        assertThat(encoder.generationBytes()).isEqualTo(3);
        assertThat(encoder.goStatusOf(1)).isEqualTo(GoStatus.RUNNING);
        assertThat(encoder.goStatusOf(2)).isEqualTo(GoStatus.WAITING);
        assertThat(encoder.goStatusOf(3)).isNull();
        assertThat(encoder.procCount()).isEqualTo(2);
    }

    /** Everything that can be open at a cut is open at one; all of it ends afterwards. */
    private void cutsInTheMiddleOfEverything(TraceVersion version, int maxRestated)
            throws IOException {
        open(version, maxRestated);
        Stack stack = stack("leaf", "root");
        for (int p = 2; p < 6; p++) {
            encoder.addIdleProc(1100);
        }
        encoder.procsChange(1, 1100, 6);
        encoder.gcBegin(1, 1110, stack);
        encoder.userTaskBegin(1, 1120, 5, 0, "task", stack);
        encoder.userRegionBegin(1, 1130, 5, "outer", stack);
        // 3 runs and assists, 4 is in a syscall with its proc, 5 without, 6 is runnable.
        for (long g = 3; g <= 6; g++) {
            encoder.goCreate(1, 1140, g, stack, Stack.NONE);
        }
        for (long g = 3; g <= 5; g++) {
            encoder.procStart(g, 1150, g - 1);
            encoder.goStart(g, 1150, g);
        }
        encoder.gcMarkAssistBegin(3, 1160, stack);
        encoder.userRegionBegin(3, 1160, 0, "dropped", stack);
        encoder.goSyscallBegin(4, 1170, stack);
        encoder.goSyscallBegin(5, 1180, stack);
        encoder.procStop(5, 1190);
        // A sweep on proc 5, which nobody holds now.
        encoder.procStart(7, 1191, 5);
        encoder.emit(EventType.GC_SWEEP_BEGIN, 7, 1192, encoder.stack(stack), 0, 0, 0, null);
        encoder.procStop(7, 1193);

        encoder.cut(2000);
        encoder.userRegionBegin(1, 2010, 5, "inner", stack);
        encoder.cut(3000);
        encoder.cut(4000);
        encoder.userRegionEnd(1, 4010, 5, "inner", stack);
        encoder.userRegionEnd(3, 4020, 0, "dropped", stack);
        encoder.gcMarkAssistEnd(3, 4030);
        encoder.goSyscallEnd(4, 4040);
        encoder.emit(EventType.GO_SYSCALL_END_BLOCKED, 5, 4050, 0, 0, 0, 0, null);
        encoder.procStart(5, 4060, 4);
        encoder.goStart(5, 4070, 5);
        encoder.procStart(6, 4080, 1);
        encoder.goStart(6, 4090, 6);
        encoder.goUnblock(1, 4100, 2, stack);
        encoder.procStart(7, 4101, 5);
        encoder.emit(EventType.GC_SWEEP_END, 7, 4102, 0, 0, 0, 0, null);

        encoder.cut(5000);
        encoder.gcEnd(1, 5010);
        encoder.userRegionEnd(1, 5020, 5, "outer", stack);
        encoder.userTaskEnd(1, 5030, 5, stack);
        for (long g = 3; g <= 6; g++) {
            encoder.goDestroy(g, 5040);
            encoder.procStop(g, 5050);
        }
        encoder.goStart(7, 5060, 2);
        encoder.gcBegin(1, 5070, stack);
    }

    @ParameterizedTest
    @EnumSource(TraceVersion.class)
    void anyTailOfAnyVersionIsATrace(TraceVersion version) throws IOException {
        cutsInTheMiddleOfEverything(version, ALL);
        close();
        assertThat(trace.generations()).isEqualTo(5);
        go().acceptsAllTails(trace);
    }

    @Test
    void theViewerShowsAnyTail() throws IOException {
        cutsInTheMiddleOfEverything(TraceVersion.GO_1_22, ALL);
        close();
        for (int kept = trace.generations(); kept > 0; kept--) {
            assertThat(go().judge(trace.last(kept)).faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TraceVersion.class)
    void restatedAtFirstTouchTheWholeIsATrace(TraceVersion version) throws IOException {
        cutsInTheMiddleOfEverything(version, 0);
        byte[] bytes = close();
        assertThat(trace.generations()).isEqualTo(5);
        go().accepts(bytes, "restated at first touch");
    }

    @Test
    void firstTouchRestatesOnlyWhatIsTouched() throws IOException {
        open(TraceVersion.GO_1_22, 1);
        encoder.cut(2000);
        encoder.heapAlloc(1, 3000, 1);
        encoder.cut(4000);
        encoder.goUnblock(1, 5000, 2, Stack.NONE);
        encoder.goBlock(1, 6000, "sync", Stack.NONE);
        encoder.goStart(1, 7000, 2);
        List<String> events = go().events(close());
        // What procs hold is stated at once, the rest before its first event.
        assertThat(between(events, 2000, 3000))
                .containsExactly("ProcID=0", "GoID=1", "ProcID=1", "gomaxprocs");
        assertThat(between(events, 4000, 5000))
                .containsExactly("ProcID=0", "GoID=1", "ProcID=1", "gomaxprocs", "GoID=2");
        assertThat(between(events, 5000, 8000)).containsExactly("GoID=2", "GoID=1", "GoID=2");
    }

    @Test
    void atTheBoundAllAreRestated() throws IOException {
        open(TraceVersion.GO_1_22, 2);
        encoder.cut(2000);
        encoder.heapAlloc(1, 3000, 1);
        encoder.goCreate(1, 3100, 3, Stack.NONE, Stack.NONE);
        encoder.cut(4000);
        List<String> events = go().events(close());
        assertThat(between(events, 2000, 3000))
                .containsExactly("ProcID=0", "GoID=1", "ProcID=1", "GoID=2", "gomaxprocs");
        assertThat(between(events, 4000, 5000))
                .containsExactly("ProcID=0", "GoID=1", "ProcID=1", "gomaxprocs");
    }

    /** What the events of some time are about. */
    private static List<String> between(List<String> events, long from, long to) {
        Pattern what = Pattern.compile("Time=(\\d+).*?(ProcID=\\d+|GoID=\\d+|gomaxprocs|objects)");
        List<String> found = new ArrayList<>();
        for (String event : events) {
            Matcher parts = what.matcher(event);
            assertThat(parts.find()).as(event).isTrue();
            long time = Long.parseLong(parts.group(1));
            if (time >= from && time < to) {
                found.add(parts.group(2));
            }
        }
        return found;
    }

    /** ProcsChange needs a goroutine with a proc, and at these cuts there is none. */
    @Test
    void theFirstGoroutineToRunRepeatsTheProcsChange() throws IOException {
        open(TraceVersion.GO_1_22, ALL);
        encoder.goBlock(1, 1200, "sync", Stack.NONE);
        encoder.cut(2000);
        encoder.goUnblock(1, 2100, 2, Stack.NONE);
        encoder.cut(3000);
        encoder.procStart(5, 3100, 1);
        encoder.goStart(5, 3200, 2);
        close();
        GoReader go = go();
        go.acceptsAllTails(trace);
        List<String> events = go.events(trace.last(1));
        assertThat(events.get(events.size() - 2)).contains("GoID=2 Runnable->Running");
        assertThat(events.get(events.size() - 1)).contains("gomaxprocs");
        assertThat(go.judge(trace.last(1)).faults()).isEmpty();
    }

    @Test
    void aRunningGcMustBeStatedAtOnce() throws IOException {
        open(TraceVersion.GO_1_22, ALL);
        encoder.gcBegin(1, 1100, Stack.NONE);
        assertThat(encoder.mayCut()).isTrue();
        encoder.goBlock(1, 1200, "sync", Stack.NONE);
        assertThat(encoder.mayCut()).isFalse();
        assertThat(encoder.cut(2000)).isFalse();
        assertThat(refusals).extracting(Refusal::rule).containsExactly(OrderRule.V20);
        refusals.clear();
        encoder.goUnblock(1, 2100, 2, Stack.NONE);
        encoder.procStart(5, 3100, 1);
        encoder.goStart(5, 3200, 2);
        assertThat(encoder.cut(4000)).isTrue();
        encoder.gcEnd(5, 4100);
        close();
        go().acceptsAllTails(trace);
    }

    @Test
    void anotherThreadStatesWhatTheLastOneCannot() throws IOException {
        open(TraceVersion.GO_1_22, ALL);
        encoder.goUnblock(1, 1050, 2, Stack.NONE);
        encoder.procStart(2, 1100, 1);
        encoder.goStart(2, 1200, 2);
        encoder.gcBegin(1, 1300, Stack.NONE);
        encoder.goBlock(1, 1400, "sync", Stack.NONE);
        encoder.procStop(1, 1500);
        encoder.cut(2000);
        encoder.goBlock(2, 2100, "sync", Stack.NONE);
        close();
        go().acceptsAllTails(trace);
        assertThat(go().events(trace.last(1)))
                .anyMatch(line -> line.startsWith("M=2 ") && line.contains("gomaxprocs"))
                .anyMatch(line -> line.startsWith("M=2 ") && line.contains("RangeActive"));
    }

    @Test
    void procsMustBeCounted() throws IOException {
        open(TraceVersion.GO_1_22, ALL);
        encoder.addIdleProc(1100);
        assertThat(encoder.cut(2000)).isFalse();
        assertThat(encoder.procsChange(1, 1200, 2)).isFalse();
        assertThat(encoder.procsChange(1, 1300, Limits.MAX_PROCS + 1)).isFalse();
        assertThat(refusals).extracting(Refusal::rule).containsOnly(OrderRule.V4).hasSize(3);
        refusals.clear();
        assertThat(encoder.procsChange(1, 1400, 3)).isTrue();
        assertThat(encoder.cut(2000)).isTrue();
        close();
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
