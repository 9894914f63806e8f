package dev.jfrtrace.encoder.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.format.TraceFormatException.Fault;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.TextTraces;
import dev.jfrtrace.encoder.judge.WorkedExample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the reader tells of events and of faults; that it agrees with Go's is tested elsewhere. */
class TraceReaderTest {
    private static final byte[] EXAMPLE = WorkedExample.go122();

    @Test
    void givesTheEventsOfAGoodTrace() throws IOException {
        List<TraceEvent> events = events(EXAMPLE);
        assertThat(events.stream().map(TraceEvent::type))
                .containsExactly(
                        EventType.SYNC,
                        EventType.PROC_STATUS,
                        EventType.GO_STATUS,
                        EventType.PROCS_CHANGE,
                        EventType.GO_BLOCK,
                        EventType.GO_UNBLOCK,
                        EventType.GO_START,
                        EventType.GO_DESTROY,
                        EventType.PROC_STOP,
                        EventType.SYNC);
        assertThat(events.stream().map(TraceEvent::time))
                .containsExactly(
                        1000L, 1001L, 1011L, 1021L, 1121L, 1621L, 1641L, 2641L, 2651L, 2652L);
    }

    @Test
    void tellsOfATransition() throws IOException {
        TraceEvent block = events(EXAMPLE).get(4);
        assertThat(block.kind()).isEqualTo(EventKind.STATE_TRANSITION);
        assertThat(block.thread()).isEqualTo(1);
        assertThat(block.proc()).isZero();
        assertThat(block.goroutine()).isEqualTo(7);
        assertThat(block.resourceKind()).isEqualTo(ResourceKind.GOROUTINE);
        assertThat(block.resource()).isEqualTo(7);
        assertThat(block.from()).isEqualTo(State.RUNNING);
        assertThat(block.to()).isEqualTo(State.WAITING);
        assertThat(block.reason()).isEqualTo("sync");
        assertThat(block.stack()).isSameAs(block.transitionStack());
        assertThat(block.stack().frames())
                .containsExactly(
                        new StackFrame(0x1001, "Main.work", "Main.java", 42),
                        new StackFrame(0x1000, "pool-A", "Main.java", 1));
    }

    @Test
    void tellsOfAMetricAndASync() throws IOException {
        TraceEvent metric = events(EXAMPLE).get(3);
        assertThat(metric.kind()).isEqualTo(EventKind.METRIC);
        assertThat(metric.name()).isEqualTo("/sched/gomaxprocs:threads");
        assertThat(metric.value()).isEqualTo(1);
        TraceEvent last = events(EXAMPLE).get(9);
        assertThat(last.kind()).isEqualTo(EventKind.SYNC);
        assertThat(last.number()).isEqualTo(2);
        assertThat(last.clock()).isNull();
        assertThat(last.stack()).isNull();
        assertThat(last.thread()).isEqualTo(Limits.NONE);
    }

    @Test
    void whatIsNotOfTheKindMayNotBeAskedFor() throws IOException {
        TraceEvent metric = events(EXAMPLE).get(3);
        List<Runnable> questions =
                List.of(
                        metric::resource,
                        metric::resourceKind,
                        metric::from,
                        metric::to,
                        metric::reason,
                        metric::transitionStack,
                        metric::sweptBytes,
                        metric::reclaimedBytes,
                        metric::task,
                        metric::parentTask,
                        metric::message,
                        metric::number,
                        metric::clock,
                        metric::experimentalArguments);
        for (Runnable question : questions) {
            assertThatThrownBy(question::run).isInstanceOf(IllegalStateException.class);
        }
        TraceEvent block = events(EXAMPLE).get(4);
        assertThatThrownBy(block::name).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(block::value).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void knowsHowMuchIsGood() throws IOException {
        try (TraceReader reader = reader(EXAMPLE)) {
            assertThat(reader.version()).isEqualTo(TraceVersion.GO_1_22);
            assertThat(reader.goodBytes()).isEqualTo(TraceVersion.HEADER_LENGTH);
            assertThat(reader.next().kind()).isEqualTo(EventKind.SYNC);
            assertThat(reader.generation()).isEqualTo(1);
            while (reader.next() != null) {
                assertThat(reader.goodGenerations()).isLessThanOrEqualTo(1);
            }
            assertThat(reader.goodBytes()).isEqualTo(EXAMPLE.length);
            assertThat(reader.goodGenerations()).isEqualTo(1);
            assertThat(reader.generation()).isZero();
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void aFaultSaysWhereAndWhatAndStays() throws IOException {
        byte[] broken = EXAMPLE.clone();
        broken[0x9A] = 3; // The sequence of GoStart, 2 before.
        try (TraceReader reader = reader(broken)) {
            TraceFormatException fault =
                    catchThrowableOfType(TraceFormatException.class, () -> readAll(reader));
            assertThat(fault.fault()).isEqualTo(Fault.CORRUPT);
            assertThat(fault.offset()).isEqualTo(0x97);
            assertThat(fault.generation()).isEqualTo(1);
            assertThat(fault.thread()).isEqualTo(1);
            assertThat(fault.found()).isEqualTo("GoStart g=7 g_seq=3 at 1641 ns");
            assertThat(fault.expected())
                    .isEqualTo(
                            "that a goroutine's sequence rises by one, in one generation (rule"
                                    + " R23), and no other thread can go on");
            assertThat(fault)
                    .hasMessageStartingWith("corrupt trace at byte 151, generation 1, thread 1: ");
            assertThatThrownBy(reader::next).isSameAs(fault);
            assertThat(reader.goodGenerations()).isZero();
        }
    }

    @Test
    void whatIsCutOffIsTruncated() throws IOException {
        byte[] cut = Arrays.copyOf(EXAMPLE, EXAMPLE.length - 3);
        try (TraceReader reader = reader(cut)) {
            assertThatThrownBy(() -> readAll(reader))
                    .isInstanceOfSatisfying(
                            TraceFormatException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.TRUNCATED));
            // Before version 1.26 the whole batches of a generation that is cut are given.
            assertThat(reader.goodGenerations()).isEqualTo(1);
            assertThat(reader.goodBytes()).isEqualTo(0x7A);
            assertThat(events(Arrays.copyOf(cut, 0x7A))).hasSize(2);
        }
    }

    @Test
    void otherVersionsAreNotSupported() {
        for (String header : List.of("go 1.21 trace", "go 1.24 trace", "go 1.27 trace", "PK", "")) {
            byte[] bytes = Arrays.copyOf(header.getBytes(), header.isEmpty() ? 0 : 16);
            assertThatThrownBy(() -> reader(bytes))
                    .isInstanceOfSatisfying(
                            TraceFormatException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.UNSUPPORTED))
                    .hasMessageContaining("1.22, 1.23, 1.25, 1.26");
        }
    }

    @Test
    void aTroubledStreamIsNoFaultOfTheTrace() throws IOException {
        InputStream troubled =
                new InputStream() {
                    private int given;

                    @Override
                    public int read() throws IOException {
                        if (given == 40) {
                            throw new IOException("unplugged");
                        }
                        return EXAMPLE[given++] & 0xFF;
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        target[offset] = (byte) read();
                        return 1;
                    }
                };
        try (TraceReader reader = TraceReader.of(troubled)) {
            assertThatThrownBy(reader::next).isExactlyInstanceOf(IOException.class);
        }
    }

    @Test
    void aSwitchIsThreeEvents() throws IOException {
        String text =
                """
                ProcStatus dt=1 p=0 pstatus=1
                GoStatus dt=1 g=1 m=1 gstatus=2
                GoCreateBlocked dt=1 new_g=2 new_stack=0 stack=0
                GoSwitch dt=1 g=2 g_seq=1
                GoSwitchDestroy dt=1 g=1 g_seq=1
                """;
        List<TraceEvent> events = events(TextTraces.oneThread("1.23", text));
        assertThat(events.subList(4, 10).stream().map(TraceReaderTest::transition))
                .containsExactly(
                        "2 Waiting->Runnable on 1",
                        "1 Running->Waiting on 1",
                        "2 Runnable->Running on -1",
                        "1 Waiting->Runnable on 2",
                        "2 Running->NotExist on 2",
                        "1 Runnable->Running on -1");
        assertThat(events.stream().map(TraceEvent::time)).isSorted().doesNotHaveDuplicates();
    }

    private static String transition(TraceEvent e) {
        return e.resource() + " " + e.from() + "->" + e.to() + " on " + e.goroutine();
    }

    @Test
    void unknownIdsAreFaults() throws IOException {
        String text =
                """
                ProcStatus dt=1 p=0 pstatus=1
                GoStatus dt=1 g=1 m=1 gstatus=2
                """;
        assertThat(events(TextTraces.oneThread("1.22", text))).hasSize(4);
        for (String line :
                List.of(
                        "GoBlock dt=1 reason_string=9 stack=0",
                        "GoBlock dt=1 reason_string=0 stack=9",
                        "GoCreate dt=1 new_g=3 new_stack=9 stack=0",
                        "UserRegionBegin dt=1 task=0 name_string=9 stack=0",
                        "GoLabel dt=1 label_string=9")) {
            byte[] trace = TextTraces.oneThread("1.22", text + line + "\n");
            assertThatThrownBy(() -> events(trace))
                    .isInstanceOf(TraceFormatException.class)
                    .hasMessageContaining("rule R35");
        }
    }

    @Test
    void copiesOutliveTheNextCall() throws IOException {
        try (TraceReader reader = reader(EXAMPLE)) {
            TraceEvent first = reader.next();
            TraceEvent kept = first.copy();
            assertThat(reader.next()).isSameAs(first);
            assertThat(first.kind()).isEqualTo(EventKind.STATE_TRANSITION);
            assertThat(kept.kind()).isEqualTo(EventKind.SYNC);
        }
    }

    @Test
    void anEmptyTraceOfTheNewestVersionIsGood() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(TraceVersion.GO_1_26.header());
        assertThat(events(bytes.toByteArray())).hasSize(1);
        assertThatThrownBy(() -> events(TraceVersion.GO_1_22.header()))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("found nothing behind the header, expected a generation");
    }

    private static TraceReader reader(byte[] trace) throws IOException {
        return TraceReader.of(new ByteArrayInputStream(trace));
    }

    private static void readAll(TraceReader reader) throws IOException {
        while (reader.next() != null) {
            assertThat(reader.generation()).isNotNegative();
        }
    }

    static List<TraceEvent> events(byte[] trace) throws IOException {
        List<TraceEvent> events = new ArrayList<>();
        try (TraceReader reader = reader(trace)) {
            for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
                events.add(e.copy());
            }
        }
        return events;
    }
}
