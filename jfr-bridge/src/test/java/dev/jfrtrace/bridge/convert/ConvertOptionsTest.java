package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.GroupBy;
import dev.jfrtrace.bridge.source.RecordingException;
import dev.jfrtrace.encoder.format.TraceVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users may choose, on a recording of a small server. */
class ConvertOptionsTest {
    private static final Path RECORDING = Recordings.fixture("jdk17-G1-orders");
    private static final long MS = 1_000_000;

    @TempDir private Path folder;

    private TraceReport report;

    private ParsedTrace convert(ConvertOptions.Builder options) throws IOException {
        Path out = folder.resolve("out.trace");
        report = JfrToTrace.convert(RECORDING, out, options.build()).traces().get(0);
        assertThat(report.refusals()).isZero();
        return ParsedTrace.of(out);
    }

    private static TimePoint point(String text) {
        return TimePoint.parse(text, ZoneOffset.UTC);
    }

    /** Names of threads, where groups and labels tell them. */
    private static Set<String> names(ParsedTrace trace) {
        Set<String> names = new TreeSet<>();
        trace.groups()
                .forEach((g, group) -> names.add(trace.label(g) == null ? group : trace.label(g)));
        return names;
    }

    // The window.

    @Test
    void nothingLiesOutsideTheWindow() throws IOException {
        ParsedTrace trace = convert(ConvertOptions.builder().from(point("0.1")).to(point("0.3")));
        assertThat(report.durationNanos()).isEqualTo(200 * MS);
        assertThat(report.count(Fate.OUTSIDE)).isPositive();
        assertThat(report.count(Fate.TRANSLATED)).isPositive();
        assertThat(trace.events().get(0).time()).isEqualTo(101 * MS);
        assertThat(trace.events())
                .extracting(Event::time)
                .allMatch(time -> time >= 101 * MS && time < 301 * MS + 10_000);
    }

    @Test
    void theWindowHasWhatTheWholeHasThere() throws IOException {
        ParsedTrace whole = convert(ConvertOptions.builder());
        ParsedTrace part = convert(ConvertOptions.builder().from(point("0.15")).to(point("0.3")));
        int compared = 0;
        for (long g : part.groups().keySet()) {
            List<String> expected = waits(whole, g);
            List<String> found = waits(part, g);
            assertThat(found).as("waits of goroutine %d", g).isEqualTo(expected);
            compared += found.size();
        }
        assertThat(compared).isGreaterThan(10);
    }

    /**
     * Waits of known reasons that lie within the window, a little away from its edges. Not the
     * shortest: who said something before and behind has run in between, or waited, by what it has
     * run since the CPU's times were told last, which may be before the window.
     */
    private static List<String> waits(ParsedTrace trace, long g) {
        return trace.spans(g, "Waiting").stream()
                .filter(s -> s.length() > 8 * MS)
                .filter(s -> s.from() > 152 * MS && s.to() < 300 * MS && s.end() != null)
                .filter(s -> !s.reason().equals("unknown"))
                .map(s -> s.reason() + " from " + s.from() / 10_000 + " to " + s.to() / 10_000)
                .toList();
    }

    /** A wait that lies over an edge is there, up to it. */
    @Test
    void waitsAreClippedAtTheEdges() throws IOException {
        RecordedEvent longest =
                RecordingFile.readAllEvents(RECORDING).stream()
                        .filter(e -> e.getEventType().getName().equals("jdk.ThreadPark"))
                        .max((a, b) -> a.getDuration().compareTo(b.getDuration()))
                        .orElseThrow();
        Instant middle = longest.getStartTime().plus(longest.getDuration().dividedBy(2));
        long g = longest.getThread().getJavaThreadId();
        ParsedTrace after = convert(ConvertOptions.builder().from(point(middle.toString())));
        assertThat(after.waits(g, "sync (park)").get(0).from())
                .isBetween(after.events().get(0).time(), after.events().get(0).time() + 100_000);
        assertThat(report.clippedAtEdge()).isPositive();
        ParsedTrace before = convert(ConvertOptions.builder().to(point(middle.toString())));
        List<ParsedTrace.Span> waits = before.waits(g, "sync (park)");
        assertThat(waits.get(waits.size() - 1).end()).isNull();
    }

    @Test
    void threadsThatWereThereAreInTheWindow() throws IOException {
        Set<String> all = names(convert(ConvertOptions.builder()));
        Set<String> late = names(convert(ConvertOptions.builder().from(point("-0.05"))));
        assertThat(all).containsAll(late);
        assertThat(late).contains("main").hasSizeGreaterThan(5);
    }

    @Test
    void aWindowOutsideOfTheRecordingIsRefused() {
        for (ConvertOptions.Builder outside :
                List.of(
                        ConvertOptions.builder().from(point("1000")),
                        ConvertOptions.builder().to(point("-1000")),
                        ConvertOptions.builder().from(point("0.3")).to(point("0.2")))) {
            assertThatThrownBy(() -> convert(outside))
                    .isInstanceOf(RecordingException.class)
                    .hasMessageContaining("Nothing lies in the chosen time");
            assertThat(folder).isEmptyDirectory();
        }
    }

    // Threads and events.

    @Test
    void onlyTheChosenThreadsAreShown() throws IOException {
        Set<String> all = names(convert(ConvertOptions.builder()));
        String chosen =
                all.stream().filter(name -> name.matches(".*-\\d+")).findFirst().orElseThrow();
        ParsedTrace trace =
                convert(ConvertOptions.builder().threads(Pattern.compile(Pattern.quote(chosen))));
        assertThat(names(trace)).contains(chosen).hasSizeLessThan(all.size());
        assertThat(names(trace)).allMatch(n -> n.contains(chosen) || n.equals("VM Thread"));
        assertThat(report.count(Fate.FILTERED)).isPositive();
    }

    @Test
    void thereMayBeNoSuchThread() throws IOException {
        ParsedTrace trace = convert(ConvertOptions.builder().threads(Pattern.compile("nobody")));
        assertThat(names(trace)).containsExactly("VM Thread");
        assertThat(report.threads()).isEqualTo(1);
    }

    @Test
    void onlyTheChosenEventsAreTranslated() throws IOException {
        convert(ConvertOptions.builder());
        long read = report.eventsRead();
        ParsedTrace trace = convert(ConvertOptions.builder().families(EnumSet.of(Family.LOCKS)));
        assertThat(report.eventsRead()).isEqualTo(read);
        assertThat(report.count(Fate.EXCLUDED)).isPositive();
        assertThat(trace.events("Log"))
                .extracting(e -> e.text("Category"))
                .as("evidence is always told")
                .containsOnly("cpu time");
        assertThat(trace.events())
                .extracting(Event::kind)
                .doesNotContain("RegionBegin", "TaskBegin", "RangeBegin", "StackSample");
        assertThat(trace.events("StateTransition"))
                .filteredOn(e -> e.isMove("Running", "Waiting"))
                .extracting(e -> e.text("Reason"))
                .contains("sync (park)")
                .doesNotContain("network");
        assertThat(report.events().get("jdk.ObjectAllocationSample"))
                .containsOnlyKeys(Fate.EXCLUDED);
    }

    @Test
    void threadsAndEvidenceAreAlwaysTranslated() throws IOException {
        ParsedTrace trace = convert(ConvertOptions.builder().families(Set.of()));
        assertThat(report.count(Fate.TRANSLATED)).isPositive();
        assertThat(report.count(Fate.EVIDENCE)).isPositive();
        assertThat(trace.groups()).hasSizeGreaterThan(5);
    }

    /** Ways to choose that add up to all events, as long as all of them are counted. */
    @ParameterizedTest
    @EnumSource(Family.class)
    void eachFamilyCanBeLeftOut(Family family) throws IOException {
        convert(ConvertOptions.builder().families(EnumSet.allOf(Family.class)));
        long read = report.eventsRead();
        assertThat(report.count(Fate.EXCLUDED)).isZero();
        convert(ConvertOptions.builder().families(EnumSet.complementOf(EnumSet.of(family))));
        assertThat(report.eventsRead()).isEqualTo(read);
        if (!family.isOptional()) {
            assertThat(report.count(Fate.EXCLUDED)).isZero();
        }
        assertThat(Family.named(family.optionName())).isEqualTo(family);
    }

    // Names, words, headers.

    @Test
    void goroutinesAreGroupedByPool() throws IOException {
        ParsedTrace trace = convert(ConvertOptions.builder());
        assertThat(trace.groups().values())
                .anyMatch(group -> group.contains("#"))
                .filteredOn(group -> !group.matches("(C1|C2|G1) .*"))
                .noneMatch(group -> group.matches(".*\\d.*"));
    }

    @Test
    void goroutinesAreGroupedByName() throws IOException {
        Set<String> names = names(convert(ConvertOptions.builder()));
        ParsedTrace trace = convert(ConvertOptions.builder().groupBy(GroupBy.NAME));
        assertThat(trace.groups().values()).containsAll(withoutPrefix(names));
    }

    /** Labels that start with "GC " have a prefix, groups need none. */
    private static List<String> withoutPrefix(Set<String> names) {
        return names.stream().map(name -> name.replaceFirst("^JVM (GC )", "$1")).toList();
    }

    @Test
    void goroutinesAreGroupedByWhereTheyStart() throws IOException {
        ParsedTrace trace = convert(ConvertOptions.builder().groupBy(GroupBy.START));
        assertThat(trace.groups().values())
                .anyMatch(group -> group.startsWith("dev.jfrtrace.samples."))
                .contains("VM Thread");
    }

    @Test
    void reasonsMayBeInGosWords() throws IOException {
        ParsedTrace trace = convert(ConvertOptions.builder().goReasons(true));
        assertThat(trace.events("StateTransition"))
                .filteredOn(e -> e.isMove("Running", "Waiting"))
                .extracting(e -> e.text("Reason"))
                .contains("select", "")
                .isSubsetOf("sync", "sync.(*Cond).Wait", "select", "sleep", "network", "");
    }

    @ParameterizedTest
    @EnumSource(TraceVersion.class)
    void eachHeaderSaysTheSame(TraceVersion version) throws IOException {
        List<Event> plain = withoutSync(convert(ConvertOptions.builder()));
        List<Event> other = withoutSync(convert(ConvertOptions.builder().format(version)));
        assertThat(other).isEqualTo(plain);
        byte[] header = Files.readAllBytes(folder.resolve("out.trace"));
        assertThat(new String(header, 0, 13, StandardCharsets.US_ASCII))
                .isEqualTo("go " + version + " trace");
    }

    private static List<Event> withoutSync(ParsedTrace trace) {
        return trace.events().stream().filter(e -> !e.kind().equals("Sync")).toList();
    }

    @Test
    void generationsMayBeShort() throws IOException {
        convert(ConvertOptions.builder());
        long usual = report.generations();
        ParsedTrace shorter =
                convert(ConvertOptions.builder().generation(Duration.ofMillis(1)).maxRestated(0));
        assertThat(report.generations()).isGreaterThan(usual);
        assertThat(shorter.events("Sync")).hasSizeGreaterThan(2);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> ConvertOptions.builder().jvm(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("JVM -1, expected 1 or more");
        assertThatThrownBy(() -> ConvertOptions.builder().jobs(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 jobs, expected 1 or more");
        for (Duration length : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            assertThatThrownBy(() -> ConvertOptions.builder().generation(length))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected above 0");
        }
    }

    @Test
    void progressGoesForwardToItsEnd() throws IOException {
        record Heard(Progress.Phase phase, long done, long total) {}

        List<Heard> heard = new ArrayList<>();
        convert(
                ConvertOptions.builder()
                        .progress(
                                (phase, done, total) -> heard.add(new Heard(phase, done, total))));
        List<Heard> reading =
                heard.stream().filter(h -> h.phase() == Progress.Phase.READING).toList();
        assertThat(reading).isNotEmpty();
        Heard last = reading.get(reading.size() - 1);
        assertThat(last.done()).isEqualTo(last.total()).isEqualTo(Files.size(RECORDING));
        for (Progress.Phase phase : Progress.Phase.values()) {
            Stream<Heard> of = heard.stream().filter(h -> h.phase() == phase);
            assertThat(of.map(Heard::done).toList()).isSorted();
        }
        assertThat(heard).allMatch(h -> h.done() <= h.total());
    }
}
