package dev.jfrtrace.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.GoFigures;
import dev.jfrtrace.encoder.judge.GoFigures.Times;
import dev.jfrtrace.encoder.judge.GoPrograms;
import dev.jfrtrace.encoder.judge.GoTools;
import dev.jfrtrace.encoder.judge.JudgedOnce;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceReader;
import dev.jfrtrace.encoder.read.summary.MutatorUtilization;
import dev.jfrtrace.encoder.read.summary.MutatorUtilization.Flag;
import dev.jfrtrace.encoder.read.summary.RangeSummary;
import dev.jfrtrace.encoder.read.summary.RegionSummary;
import dev.jfrtrace.encoder.read.summary.Spent;
import dev.jfrtrace.encoder.read.summary.Summarizer;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The figures of a summary are those of Go's tools for the same file: profiles of blocking and
 * scheduling, mutator utilisation with every combination of its flags, tasks and regions.
 */
@JudgedOnce
class SummaryAgreementTest {
    private static final int ATTEMPTS = 4;
    private static final int ALL_FLAGS = 1 << Flag.PER_PROC.ordinal() + 1;

    @TempDir Path folder;

    private static GoTools tools;
    private static GoFigures go;

    /** How much there was to compare, lest nothing be taken for agreement. */
    private int stacks;

    private int collected;
    private int tasks;
    private int regions;

    @BeforeAll
    static void compile() throws IOException {
        tools = GoTools.require();
        go = new GoFigures(tools);
    }

    @AfterAll
    static void close() throws IOException {
        if (go != null) {
            go.close();
        }
    }

    @Test
    void onTracesOfGoPrograms() throws IOException {
        try (GoPrograms programs = new GoPrograms(tools)) {
            for (String kind :
                    List.of("web", "garbage", "syscalls", "tasks", "channels", "procs")) {
                assertSame(programs, kind);
            }
        }
        assertThat(stacks).isGreaterThan(40);
        assertThat(collected).isGreaterThan(20);
        assertThat(tasks).isGreaterThanOrEqualTo(2);
        assertThat(regions).isGreaterThanOrEqualTo(3);
    }

    /** Go's own computation panics on some traces of Go's own programs: then another is made. */
    private void assertSame(GoPrograms programs, String kind) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                assertSame(Files.write(folder.resolve(kind), programs.trace(kind)));
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS || !e.getMessage().contains("panic: runtime error")) {
                    throw e;
                }
            }
        }
    }

    @Test
    void onOurTraces() throws IOException {
        for (int seed = 0; seed < 4; seed++) {
            TraceVersion version = TraceVersion.values()[seed];
            CollectedTrace jvm = RandomTraceTest.jvm(seed, version, RandomTraceTest.ALL);
            assertSame(Files.write(folder.resolve("jvm " + seed), jvm.bytes()));
            // In a tail much has begun before.
            assertSame(Files.write(folder.resolve("tail " + seed), jvm.last(2)));
        }
        assertThat(stacks).isGreaterThan(40);
        assertThat(collected).isGreaterThan(20);
        assertThat(tasks).isPositive();
        assertThat(regions).isPositive();
    }

    private void assertSame(Path trace) throws IOException {
        TraceSummary ours = summary(trace);
        GoFigures.Figures theirs = go.of(trace);
        assertSameSpans(trace + " tasks", ours.tasks(), theirs.tasks());
        assertSameSpans(trace + " regions", ours.regions(), theirs.regions());
        assertThat(spent(ours)).as(trace + " spent in regions").isEqualTo(theirs.spent());
        tasks += theirs.tasks().size();
        regions += theirs.regions().size();
        assertSameUtilization(trace, ours, theirs.utilization());
        assertSameProfile("sync", trace, ours, SummaryAgreementTest::isSync);
        assertSameProfile("net", trace, ours, wait -> wait.reason().equals("network"));
        assertSameProfile("syscall", trace, ours, wait -> wait.state() == State.SYSCALL);
        assertSameProfile("sched", trace, ours, wait -> wait.state() == State.RUNNABLE);
    }

    private static boolean isSync(WaitSummary wait) {
        String reason = wait.reason();
        return reason.contains("chan") || reason.contains("sync") || reason.contains("select");
    }

    private static Map<String, List<Long>> spent(TraceSummary ours) {
        Map<String, List<Long>> all = new TreeMap<>();
        for (RegionSummary region : ours.regions()) {
            if (region.count() > 0) {
                Spent spent = region.spent();
                long blocked = spent.blocked().values().stream().mapToLong(n -> n).sum();
                all.put(
                        region.name(),
                        List.of(spent.running(), spent.runnable(), spent.syscall(), blocked));
            }
        }
        return all;
    }

    private static TraceSummary summary(Path trace) throws IOException {
        Summarizer summarizer = new Summarizer();
        try (InputStream in = Files.newInputStream(trace)) {
            TraceReader reader = TraceReader.of(in);
            for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
                summarizer.add(e);
            }
        }
        return summarizer.finish();
    }

    private static void assertSameSpans(
            String what, List<? extends RangeSummary> ours, Map<String, GoFigures.Spans> theirs) {
        assertThat(ours).as(what).extracting(RangeSummary::name).containsAll(theirs.keySet());
        for (RangeSummary span : ours) {
            GoFigures.Spans known = theirs.get(span.name());
            assertThat(known).as(what + " " + span.name()).isNotNull();
            List<Long> lengths = known.lengths();
            int count = lengths.size();
            assertThat(span.count()).isEqualTo(count);
            // Go drops what is open at the end on a goroutine of which it has no name.
            assertThat((long) span.unfinished())
                    .as(what + span.name())
                    .isGreaterThanOrEqualTo(known.unfinished());
            assertThat(span.sum()).isEqualTo(lengths.stream().mapToLong(n -> n).sum());
            if (count > 0) {
                assertThat(span.max()).isEqualTo(lengths.get(count - 1));
                assertThat(span.percentile(50)).isEqualTo(lengths.get((count + 1) / 2 - 1));
            }
        }
    }

    private void assertSameUtilization(Path trace, TraceSummary ours, Map<String, Double> theirs)
            throws IOException {
        Map<Integer, MutatorUtilization> byFlags = utilization(trace);
        for (Map.Entry<String, Double> known : theirs.entrySet()) {
            String[] key = known.getKey().split(" ");
            int flags = Integer.parseInt(key[0]);
            long window = Long.parseLong(key[1]);
            assertThat(byFlags.get(flags).minimum(window))
                    .as("%s flags %s window %s", trace, flags(flags), window)
                    .isCloseTo(known.getValue(), within(1e-9));
            if (flags(flags).equals(MutatorUtilization.GO_DEFAULT)) {
                assertThat(ours.utilization().minimum(window))
                        .isCloseTo(known.getValue(), within(1e-9));
            }
            collected += known.getValue() > 0 && known.getValue() < 1 ? 1 : 0;
        }
        if (theirs.isEmpty()) {
            assertThat(ours.utilization().minimum(1000)).isNaN();
        }
    }

    private static Map<Integer, MutatorUtilization> utilization(Path trace) throws IOException {
        Map<Integer, MutatorUtilization> byFlags = new TreeMap<>();
        for (int flags = 0; flags < ALL_FLAGS; flags++) {
            byFlags.put(flags, new MutatorUtilization(flags(flags)));
        }
        try (InputStream in = Files.newInputStream(trace)) {
            TraceReader reader = TraceReader.of(in);
            for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
                for (MutatorUtilization utilization : byFlags.values()) {
                    utilization.add(e);
                }
            }
        }
        return byFlags;
    }

    /** Go's bits are in the order of the constants. */
    private static Set<Flag> flags(int bits) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : Flag.values()) {
            if ((bits >> flag.ordinal() & 1) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }

    private void assertSameProfile(
            String kind, Path trace, TraceSummary ours, Predicate<WaitSummary> isMeant)
            throws IOException {
        Map<String, Times> summed = new TreeMap<>();
        for (WaitSummary wait : ours.waits()) {
            if (wait.count() > 0 && isMeant.test(wait)) {
                summed.merge(
                        stack(wait.frames()), new Times(wait.count(), wait.sum()), Times::plus);
            }
        }
        assertThat(merged(summed))
                .as(kind + " of " + trace)
                .isEqualTo(merged(go.profile(kind, trace)));
        stacks += summed.size();
    }

    /** A stack of one frame of which nothing is known, and none: Go's profile has one for both. */
    private static Map<String, Times> merged(Map<String, Times> profile) {
        Map<String, Times> merged = new TreeMap<>();
        profile.forEach(
                (stack, times) ->
                        merged.merge(stack.equals(" :0\n") ? "\n" : stack, times, Times::plus));
        return merged;
    }

    private static String stack(List<StackFrame> frames) {
        List<String> lines = new ArrayList<>();
        frames.forEach(
                frame -> lines.add(frame.function() + " " + frame.file() + ":" + frame.line()));
        return String.join("\n", lines) + "\n";
    }
}
