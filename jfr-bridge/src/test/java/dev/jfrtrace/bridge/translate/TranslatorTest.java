package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.Choices;
import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.GroupBy;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop: generations, windows, filters, and waits of any length. */
class TranslatorTest {
    private static final long MINUTE = 60_000 * MS;

    @TempDir private Path folder;

    private final MadeRecording recording = new MadeRecording();
    private final JfrThread worker = recording.thread("worker-1", 7, 700);
    private final JfrThread other = recording.thread("other-2", 8, 800);

    private Made translate(TranslateOptions options) throws IOException {
        return Made.of(recording, folder, 0, Long.MAX_VALUE, options);
    }

    /** Works and waits in turns for so many seconds. */
    private void beBusy(JfrThread thread, int seconds) {
        for (long time = 0; time < seconds * 1_000L; time += 20) {
            recording
                    .event("ThreadPark")
                    .from(time * MS + thread.javaId(), (time + 10) * MS)
                    .on(thread)
                    .in("Worker.run");
        }
    }

    @Test
    void aLongTraceHasManyGenerations() throws IOException {
        beBusy(worker, 30);
        beBusy(other, 30);
        Made made = Made.of(recording, folder);
        assertThat(made.generations()).isBetween(3L, 30L);
        assertThat(made.trace().waits(7, "sync (park)")).hasSize(1_500);
        assertThat(made.trace().waits(8, "sync (park)")).hasSize(1_500);
    }

    /** With or without, Go understands the same. */
    @Test
    void threadsMayBeRestatedAtFirstTouch() throws IOException {
        beBusy(worker, 30);
        recording.event("ThreadSleep").from(5 * MS, 29_000 * MS).on(other);
        List<Span> eager = translate(Choices.of(1 << 16, null, GroupBy.POOL)).trace().spans(8);
        Made lazy = translate(Choices.of(0, null, GroupBy.POOL));
        assertThat(lazy.generations()).isGreaterThan(2);
        assertThat(lazy.trace().spans(8))
                .extracting(Span::state)
                .isEqualTo(eager.stream().map(Span::state).toList());
    }

    @Test
    void silenceMakesNoGenerations() throws IOException {
        recording.event("test.Act").at(MS).on(worker);
        recording.event("test.Act").at(300 * MINUTE).on(worker);
        Made made = Made.of(recording, folder);
        assertThat(made.generations()).isLessThanOrEqualTo(3);
        assertThat(made.trace().logs("test.Act"))
                .extracting(Event::time)
                .last()
                .satisfies(
                        time ->
                                assertThat(time)
                                        .isBetween(
                                                Made.at(300 * MINUTE),
                                                Made.at(300 * MINUTE) + 100));
    }

    @Test
    void aWaitOfManyMinutesIsExact() throws IOException {
        beBusy(worker, 20);
        recording.event("ThreadPark").from(5 * MS, 20 * MINUTE).on(other);
        recording.event("test.Long").from(12 * MS, 19 * MINUTE).on(worker);
        recording.event("test.Act").at(20 * MINUTE + MS).on(other);
        Made made = Made.of(recording, folder);
        Span wait = made.trace().waits(8, "sync (park)").get(0);
        assertThat(wait.from()).isBetween(Made.at(5 * MS), Made.at(5 * MS) + 100);
        assertThat(wait.to()).isBetween(Made.at(20 * MINUTE), Made.at(20 * MINUTE) + 100);
        ParsedTrace.Pair region = made.trace().regions("test.Long").get(0);
        assertThat(region.end().time()).isBetween(Made.at(19 * MINUTE), Made.at(19 * MINUTE) + 100);
    }

    @Test
    void aWindowHasOnlyWhatLiesInIt() throws IOException {
        beBusy(worker, 3);
        recording.event("ThreadEnd").at(500 * MS).on(other);
        JfrThread late = recording.thread("late-3", 9, 900);
        recording.event("ThreadStart").at(2_500 * MS).on(late).with("parentThread", worker);
        Made made = Made.of(recording, folder, 1_000 * MS, 2_000 * MS);
        assertThat(made.trace().groups()).containsOnlyKeys(Cast.VM_G, 7L);
        assertThat(made.trace().events())
                .extracting(Event::time)
                .allMatch(t -> t >= Made.at(1_000 * MS) && t <= Made.at(2_000 * MS) + 1_000);
        assertThat(made.count("ThreadPark", Fate.TRANSLATED)).isBetween(50L, 52L);
        assertThat(made.count("ThreadPark", Fate.OUTSIDE)).isBetween(98L, 100L);
        assertThat(made.count("ThreadStart", Fate.OUTSIDE)).isEqualTo(1);
        assertThat(made.count("ThreadEnd", Fate.OUTSIDE)).isEqualTo(1);
    }

    @Test
    void threadsThatAreNotChosenLeaveNoTrace() throws IOException {
        recording.event("test.Act").at(5 * MS).on(worker);
        recording
                .event("JavaMonitorEnter")
                .from(10 * MS, 30 * MS)
                .on(worker)
                .with("previousOwner", other);
        recording.event("test.Act").at(20 * MS).on(other);
        recording.event("ThreadStart").at(40 * MS).on(other).with("parentThread", worker);
        recording.event("GCPhasePause").from(50 * MS, 60 * MS).on(other).with("name", "Pause");
        recording.event("test.Act").at(70 * MS).on(worker);
        Made made = translate(Choices.of(0, Pattern.compile("^worker"), GroupBy.POOL));
        assertThat(made.trace().groups()).containsOnlyKeys(Cast.VM_G, 7L);
        Span wait = made.trace().waits(7, "sync (monitor enter)").get(0);
        // Its waker is not shown: it goes on by itself.
        assertThat(wait.end().m()).isEqualTo(700);
        assertThat(made.trace().gcStops()).hasSize(1);
        assertThat(made.report().fates().get("test.Act")).containsEntry(Fate.FILTERED, 1L);
        assertThat(made.count("ThreadStart", Fate.FILTERED)).isEqualTo(1);
    }

    /** What tells of the whole JVM is shown, whichever thread it was written by. */
    @Test
    void filtersHideNothingOfTheJvm() throws IOException {
        recording.event("test.Act").at(5 * MS).on(worker);
        recording
                .event("GCHeapSummary")
                .at(10 * MS)
                .on(other)
                .with("heapUsed", 5L)
                .with("heapSpace.committedSize", 9L);
        recording.event("DataLoss").at(15 * MS).on(other).with("total", 7L);
        recording.event("GCPhaseConcurrent").from(20 * MS, 30 * MS).on(other).with("name", "Mark");
        Made made = translate(Choices.of(0, Pattern.compile("^worker"), GroupBy.POOL));
        assertThat(made.trace().metrics("/memory/classes/heap/objects:bytes")).hasSize(1);
        assertThat(made.trace().logs("data loss")).hasSize(1);
        assertThat(made.count("GCPhaseConcurrent", Fate.FILTERED)).isEqualTo(1);
    }

    /** JFR knows garbage for times; it must not stretch the trace, nor go unsaid. */
    @Test
    void whatClaimsToHappenLaterIsNotBelieved() throws IOException {
        long second = 1_000 * MS;
        MadeRecording garbage =
                new MadeRecording(
                        new ChunkHeader(2, 1, 1_000, 77, 10 * second, second, 1_000_000_000));
        garbage.event("test.Act").at(second).on(worker);
        garbage.event("ThreadPark").from(2 * second, 1_000_000 * second).on(worker);
        garbage.event("ThreadSleep").at(1_000_000 * second).on(worker);
        garbage.event("test.Act").at(3 * second).on(worker);
        Made made = Made.of(garbage, folder);
        assertThat(made.trace().end()).isLessThan(Made.at(3 * second) + 1_000);
        assertThat(made.count("ThreadPark", Fate.NO_LENGTH)).isEqualTo(1);
        assertThat(made.count("ThreadSleep", Fate.NO_TIME)).isEqualTo(1);
        assertThat(made.trace().waits(7, "sync (park)"))
                .singleElement()
                .satisfies(wait -> assertThat(wait.length()).isLessThan(1_000));
    }

    /** Every record meets one fate (T4). */
    @Test
    void fatesAddUp() throws IOException {
        beBusy(worker, 2);
        recording.event("ThreadPark").from(100 * MS, 101 * MS).on(worker);
        recording.event("ThreadPark").from(100 * MS, 101 * MS);
        recording.event("test.Act").at(3_000 * MS).on(worker);
        recording.event("Unheard").at(3 * MS);
        Made made = Made.of(recording, folder, 500 * MS, 1_500 * MS);
        long sum =
                made.report().fates().values().stream()
                        .flatMap(fates -> fates.values().stream())
                        .mapToLong(Long::longValue)
                        .sum();
        assertThat(sum).isEqualTo(100 + 4);
    }
}
