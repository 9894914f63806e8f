package dev.jfrtrace.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.generation.Stack;
import dev.jfrtrace.encoder.order.OrderRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where generations end, and what the next one states anew. */
class GenerationCutsTest extends EncoderFixture {
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
}
