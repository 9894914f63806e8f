package dev.jfrtrace.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.StateSoFar;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceReader;
import dev.jfrtrace.encoder.read.summary.GoroutineSummary;
import dev.jfrtrace.encoder.read.summary.Summarizer;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a trace is cut in two, its parts have together what the whole has. */
class StateSoFarTest {
    private static final int CUTS = 25;

    private List<TraceEvent> events;
    private int compared;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void twoPartsAreTheWhole(int seed) throws IOException {
        TraceVersion version = TraceVersion.values()[seed];
        events = events(RandomTraceTest.jvm(seed, version, RandomTraceTest.ALL).bytes());
        TraceSummary whole = whole();
        for (int i = 1; i < CUTS; i++) {
            long cut = whole.start() + whole.duration() * i / CUTS;
            TraceSummary before = before(cut);
            TraceSummary behind = behind(cut);

            assertThat(before.duration() + behind.duration()).isEqualTo(whole.duration());
            assertThat(before.events() + behind.events()).isEqualTo(whole.events());
            assertThat(before.samples() + behind.samples()).isEqualTo(whole.samples());
            assertThat(Math.max(before.maxRunning(), behind.maxRunning()))
                    .isEqualTo(whole.maxRunning());
            assertThat(Math.max(before.maxHeap(), behind.maxHeap())).isEqualTo(whole.maxHeap());
            assertThat(times(before, behind)).as("cut at %d", cut).isEqualTo(times(whole));
        }
        assertThat(compared).isGreaterThan(100);
    }

    private static List<TraceEvent> events(byte[] trace) throws IOException {
        List<TraceEvent> events = new ArrayList<>();
        TraceReader in = TraceReader.of(new ByteArrayInputStream(trace));
        for (TraceEvent e = in.next(); e != null; e = in.next()) {
            events.add(e.copy());
        }
        return events;
    }

    private TraceSummary whole() {
        Summarizer summarizer = new Summarizer();
        events.forEach(summarizer::add);
        return summarizer.finish();
    }

    private TraceSummary before(long cut) {
        Summarizer summarizer = new Summarizer();
        events.stream().filter(e -> e.time() < cut).forEach(summarizer::add);
        return summarizer.finish(cut);
    }

    private TraceSummary behind(long cut) {
        StateSoFar state = new StateSoFar();
        events.stream().filter(e -> e.time() < cut).forEach(state::add);
        Summarizer summarizer = new Summarizer();
        summarizer.resume(state.at(cut));
        events.stream().filter(e -> e.time() >= cut).forEach(summarizer::add);
        return summarizer.finish();
    }

    /** By goroutine; what Go counts as waiting for a proc once more is left out. */
    private Map<String, Long> times(TraceSummary... parts) {
        Map<String, Long> times = new TreeMap<>();
        for (TraceSummary part : parts) {
            for (GoroutineSummary g : part.goroutines()) {
                String id = g.id() + " ";
                times.merge(id + "running", g.running(), Long::sum);
                times.merge(id + "in syscalls", g.syscall() + g.blockedSyscall(), Long::sum);
                g.blocked().forEach((why, nanos) -> times.merge(id + why, nanos, Long::sum));
            }
        }
        times.values().removeIf(nanos -> nanos == 0);
        compared += times.size();
        return times;
    }

    /** A goroutine is known by its first stack, though another event tells where it is. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void namesAreKept(int seed) throws IOException {
        events =
                events(
                        RandomTraceTest.jvm(seed, TraceVersion.GO_1_26, RandomTraceTest.ALL)
                                .bytes());
        long cut = events.get(events.size() / 2).time();
        Map<Long, String> names = new TreeMap<>();
        before(cut).goroutines().forEach(g -> names.put(g.id(), g.name()));

        for (GoroutineSummary g : behind(cut).goroutines()) {
            String name = names.getOrDefault(g.id(), "");
            assertThat(name.isEmpty() || g.name().equals(name) || g.created() > cut)
                    .as("%d: %s, then %s", g.id(), name, g.name())
                    .isTrue();
        }
        assertThat(events).anyMatch(e -> e.kind() == EventKind.RANGE_BEGIN);
    }
}
