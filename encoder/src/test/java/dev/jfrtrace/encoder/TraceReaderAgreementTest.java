package dev.jfrtrace.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.TraceFormatException.Fault;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.AllEvents;
import dev.jfrtrace.encoder.judge.GoJudge;
import dev.jfrtrace.encoder.judge.GoPrograms;
import dev.jfrtrace.encoder.judge.GoTestdata;
import dev.jfrtrace.encoder.judge.GoTools;
import dev.jfrtrace.encoder.judge.GoTraces;
import dev.jfrtrace.encoder.judge.JudgedOnce;
import dev.jfrtrace.encoder.judge.Reading;
import dev.jfrtrace.encoder.order.OrderRule;
import dev.jfrtrace.encoder.order.OrderScripts;
import dev.jfrtrace.encoder.order.Script;
import dev.jfrtrace.encoder.read.FuzzSeeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reader's verdict is Go's, and its events are Go's, character by character: on Go's own test
 * traces, on traces of Go programs, on ours, on those that break a rule, and on damaged ones of all
 * of these.
 */
@JudgedOnce
class TraceReaderAgreementTest {
    /** A trace and what it is called. */
    private record Named(String name, byte[] bytes) {}

    private static final int FIRST_V2 = 22;

    @TempDir Path folder;

    private static GoTools tools;
    private static GoTraces go;

    @BeforeAll
    static void compileGosReader() throws IOException {
        tools = GoTools.require();
        go = new GoTraces(tools);
    }

    @AfterAll
    static void close() throws IOException {
        if (go != null) {
            go.close();
        }
    }

    @Test
    void onGosTestTraces() throws IOException {
        List<GoTestdata.Case> cases = GoTestdata.tests(tools);
        assertThat(cases).hasSizeGreaterThanOrEqualTo(20);
        List<Named> traces = new ArrayList<>();
        for (GoTestdata.Case test : cases) {
            assertThat(Reading.of(test.bytes()).accepted())
                    .as(test.name())
                    .isEqualTo(test.success());
            traces.add(new Named(test.name(), test.bytes()));
        }
        assertSame(traces, traces.size());
        List<Named> good = new ArrayList<>();
        for (Named trace : traces) {
            if (Reading.of(trace.bytes()).accepted()) {
                good.add(trace);
            }
        }
        assertThat(good).hasSizeGreaterThanOrEqualTo(20);
        assertSameLines(good);
        assertSameSummaries(good);
    }

    @Test
    void onGosFuzzSeeds() throws IOException {
        List<GoTestdata.Case> seeds = GoTestdata.seeds(tools);
        assertThat(seeds).hasSizeGreaterThanOrEqualTo(15);
        List<Named> traces = new ArrayList<>();
        int older = 0;
        for (GoTestdata.Case seed : seeds) {
            if (minor(seed.bytes()) < FIRST_V2) {
                assertThat(Reading.of(seed.bytes()).fault().fault()).isEqualTo(Fault.UNSUPPORTED);
                older++;
            } else {
                traces.add(new Named(seed.name(), seed.bytes()));
            }
        }
        assertThat(older).isLessThan(seeds.size() / 2);
        assertSame(traces, traces.size());
    }

    @Test
    void onTracesOfGoPrograms() throws IOException {
        List<Named> traces = new ArrayList<>();
        try (GoPrograms programs = new GoPrograms(tools)) {
            for (String kind : GoPrograms.KINDS) {
                traces.add(new Named(kind, programs.trace(kind)));
            }
        }
        assertThat(traces).hasSize(10);
        assertSameLines(traces);
        assertSame(traces, 0);
        assertSameSummaries(traces);
        List<Named> damaged = new ArrayList<>();
        for (Named trace : traces) {
            damage(trace, 6, damaged);
        }
        assertSame(damaged, damaged.size());
    }

    @Test
    void onOurTraces() throws IOException {
        List<Named> traces = new ArrayList<>();
        for (int seed = 0; seed < 12; seed++) {
            TraceVersion version = TraceVersion.values()[seed % TraceVersion.values().length];
            CollectedTrace jvm = RandomTraceTest.jvm(seed, version, RandomTraceTest.ALL);
            traces.add(new Named("jvm " + seed, jvm.bytes()));
            traces.add(new Named("jvm tail " + seed, jvm.last(1)));
            CollectedTrace chaos =
                    RandomTraceTest.chaos(
                            seed, RandomTraceTest.ALL, new EnumMap<>(OrderRule.class));
            if (chaos.generations() > 0) {
                traces.add(new Named("chaos " + seed, chaos.bytes()));
            }
        }
        assertThat(traces).hasSizeGreaterThan(30);
        assertSame(traces, 0);
        traces.removeIf(trace -> trace.name().startsWith("chaos"));
        assertSameSummaries(traces);
        assertSameLines(traces.subList(0, 4));
        List<Named> damaged = new ArrayList<>();
        for (Named trace : traces) {
            damage(trace, 15, damaged);
        }
        assertSame(damaged, damaged.size());
    }

    @Test
    void onTracesThatBreakARule() throws IOException {
        List<Named> traces = new ArrayList<>();
        for (Script script : OrderScripts.all()) {
            traces.add(new Named(script + " broken", script.bytes(script.broken())));
            traces.add(new Named(script + " repaired", script.bytes(script.repaired())));
        }
        for (int seed = 0; seed < 60; seed++) {
            ReaderAgreementTest.Unjudged all = ReaderAgreementTest.run(seed, Integer.MAX_VALUE);
            traces.add(new Named("rules R, seed " + seed, all.trace.bytes()));
            int refusal = 1 + (seed * 7919) % all.refusals;
            traces.add(
                    new Named(
                            "rules R, seed " + seed + " refusal " + refusal,
                            ReaderAgreementTest.run(seed, refusal).trace.bytes()));
        }
        assertThat(traces).hasSizeGreaterThan(200);
        assertSame(traces, traces.size());
    }

    @Test
    void onDamagedTestTraces() throws IOException {
        List<Named> damaged = new ArrayList<>();
        for (GoTestdata.Case test : GoTestdata.tests(tools)) {
            damage(new Named(test.name(), test.bytes()), 150, damaged);
        }
        assertThat(damaged).hasSizeGreaterThan(3000);
        assertSame(damaged, damaged.size());
    }

    @Test
    void onAllEvents() throws IOException {
        List<Named> traces = new ArrayList<>();
        for (TraceVersion version : TraceVersion.values()) {
            traces.add(new Named("all of " + version, AllEvents.trace(version)));
        }
        assertSameLines(traces);
        assertSame(traces, 0);
        List<Named> damaged = new ArrayList<>();
        for (Named trace : traces) {
            damage(trace, 1000, damaged);
        }
        assertSame(damaged, damaged.size());
    }

    @Test
    void onOurFuzzSeeds() throws IOException {
        List<Named> seeds = new ArrayList<>();
        List<Named> damaged = new ArrayList<>();
        for (FuzzSeeds.Seed seed : FuzzSeeds.all()) {
            if (seed.bytes().length > TraceVersion.HEADER_LENGTH) {
                seeds.add(new Named(seed.name(), seed.bytes()));
                damage(seeds.get(seeds.size() - 1), 20, damaged);
            }
        }
        assertThat(seeds).hasSizeGreaterThan(30);
        assertSame(seeds, seeds.size());
        assertSame(damaged, damaged.size());
    }

    private static int minor(byte[] trace) {
        return Integer.parseInt(new String(trace, 5, 2, StandardCharsets.US_ASCII));
    }

    /** Single bytes changed, and the end cut off; the header stays, of which Go reads variants. */
    private static void damage(Named trace, int times, List<Named> target) {
        Random random = new Random(trace.name().hashCode());
        int from = TraceVersion.HEADER_LENGTH;
        for (int i = 0; i < times; i++) {
            byte[] bytes = trace.bytes().clone();
            int at = from + random.nextInt(bytes.length - from);
            int what = random.nextInt(10);
            if (what == 0) {
                bytes = Arrays.copyOf(bytes, at);
            } else if (what < 5) {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            } else {
                bytes[at] = (byte) random.nextInt(what < 8 ? 60 : 256);
            }
            target.add(new Named(trace.name() + ", damage " + i + " at " + at, bytes));
        }
    }

    /** What {@code go tool trace} itself prints, line by line. */
    private void assertSameLines(List<Named> traces) throws IOException {
        GoJudge judge = new GoJudge(tools);
        for (Named trace : traces) {
            StringBuilder theirs = new StringBuilder();
            Path file = Files.write(folder.resolve("lines"), trace.bytes());
            judge.parsed(file, line -> theirs.append(line).append('\n'));
            List<String> ours = Reading.text(trace.bytes()).lines().toList();
            assertThat(ours).as(trace.name()).isEqualTo(theirs.toString().lines().toList());
            assertThat(ours).isNotEmpty();
        }
    }

    /**
     * @param mayBeRefused how many of the traces Go may refuse
     */
    private void assertSame(List<Named> traces, int mayBeRefused) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Named trace : traces) {
            files.add(Files.write(folder.resolve("trace-" + files.size()), trace.bytes()));
        }
        List<String> faults = new ArrayList<>();
        int refused = 0;
        List<GoTraces.Reading> theirs = go.digest(files);
        for (int i = 0; i < files.size(); i++) {
            Reading ours = Reading.of(traces.get(i).bytes());
            refused += theirs.get(i).accepted() ? 0 : 1;
            if (!isSame(ours, theirs.get(i))) {
                faults.add(
                        traces.get(i).name()
                                + "\n  ours   "
                                + ours
                                + "\n  theirs "
                                + theirs.get(i)
                                + "\n  kept   "
                                + keep(files.get(i)));
            }
            Files.delete(files.get(i));
        }
        System.out.println(traces.size() + " traces compared, of which Go refuses " + refused);
        assertThat(faults).isEmpty();
        assertThat(refused).isLessThanOrEqualTo(mayBeRefused);
    }

    /** What each goroutine spent its time with, to the nanosecond. */
    private void assertSameSummaries(List<Named> traces) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Named trace : traces) {
            files.add(Files.write(folder.resolve("sum-" + files.size()), trace.bytes()));
        }
        List<GoTraces.Reading> theirs = go.summary(files);
        int compared = 0;
        for (int i = 0; i < files.size(); i++) {
            assertThat(theirs.get(i).accepted()).as(traces.get(i).name()).isTrue();
            String ours = Reading.summary(traces.get(i).bytes());
            assertThat(Reading.digest(ours))
                    .as("%s\n%s", traces.get(i).name(), ours)
                    .isEqualTo(theirs.get(i).digest());
            compared += (int) ours.lines().count();
            Files.delete(files.get(i));
        }
        System.out.println(files.size() + " traces, " + compared + " goroutines summed up");
        assertThat(compared).isGreaterThan(files.size());
    }

    private static boolean isSame(Reading ours, GoTraces.Reading theirs) {
        if (ours.accepted() != theirs.accepted() && !isCutTable(ours, theirs)) {
            return false;
        }
        // Where Go panics, it does so while it prints; how far it came does not matter.
        return theirs.isPanic()
                || ours.events() == theirs.events() && ours.digest().equals(theirs.digest());
    }

    /**
     * The one thing that is judged otherwise, on purpose: where a table ends between two numbers of
     * an entry, Go's reader takes that for the end of the trace, and says nothing.
     */
    private static boolean isCutTable(Reading ours, GoTraces.Reading theirs) {
        return theirs.accepted() && ours.fault().found().equals("the end of the batch");
    }

    private static Path keep(Path file) throws IOException {
        Path kept = Files.createTempFile("disagreement", ".trace");
        return Files.write(kept, Files.readAllBytes(file));
    }
}
