package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lasts: regions where they nest, tasks where they cross. */
class RegionsTest {
    @TempDir private Path folder;

    private MadeRecording recording;
    private JfrThread thread;

    @BeforeEach
    void makeThread() {
        recording = new MadeRecording();
        thread = recording.thread("worker", 7, 700);
        recording.event("Nothing").at(200 * MS);
    }

    private void span(String name, long from, long to) {
        recording.event("test." + name).from(from * MS, to * MS).on(thread);
    }

    private void own(String type, long at, String name) {
        recording
                .event("dev.jfrtrace." + type)
                .at(at * MS)
                .on(thread)
                .with("name", name)
                .with("task", 0);
    }

    /** Regions and tasks as text, in milliseconds: "region test.Outer 10-30". */
    private static void assertThatAre(Made made, String... expected) {
        Stream<String> regions =
                made.trace().events("RegionBegin").stream()
                        .map(e -> e.text("Type"))
                        .distinct()
                        .flatMap(type -> describe("region", type, made.trace().regions(type)));
        Stream<String> tasks =
                made.trace().events("TaskBegin").stream()
                        .map(e -> e.text("Type"))
                        .distinct()
                        .flatMap(type -> describe("task", type, made.trace().tasks(type)));
        assertThat(Stream.concat(regions, tasks)).containsExactlyInAnyOrder(expected);
    }

    private static Stream<String> describe(String kind, String type, List<Pair> pairs) {
        return pairs.stream()
                .map(
                        pair -> {
                            String end = pair.end() == null ? "" : millis(pair.end().time());
                            return kind
                                    + " "
                                    + type
                                    + " "
                                    + millis(pair.begin().time())
                                    + "-"
                                    + end;
                        });
    }

    private static String millis(long time) {
        return String.valueOf((time - Made.at(0)) / MS);
    }

    @Test
    void whatNestsIsARegion() throws IOException {
        span("A", 10, 60);
        span("B", 20, 50);
        span("C", 30, 40);
        span("D", 40, 50);
        span("E", 60, 70);
        assertThatAre(
                Made.of(recording, folder),
                "region test.A 10-60",
                "region test.B 20-50",
                "region test.C 30-40",
                "region test.D 40-50",
                "region test.E 60-70");
    }

    @Test
    void whatCrossesIsATask() throws IOException {
        span("A", 10, 40);
        span("B", 20, 60);
        span("C", 30, 50);
        span("D", 45, 55);
        assertThatAre(
                Made.of(recording, folder),
                "region test.A 10-40",
                "task test.B 20-60",
                "task test.C 30-50",
                "region test.D 45-55");
    }

    @Test
    void ofEqualStartsTheLongerEncloses() throws IOException {
        span("Short", 10, 20);
        span("Long", 10, 30);
        Made made = Made.of(recording, folder);
        assertThatAre(made, "region test.Long 10-30", "region test.Short 10-20");
        assertThat(made.trace().events("RegionBegin").get(0).text("Type")).isEqualTo("test.Long");
    }

    @Test
    void equalSpansNest() throws IOException {
        span("A", 10, 20);
        span("A", 10, 20);
        assertThatAre(Made.of(recording, folder), "region test.A 10-20", "region test.A 10-20");
    }

    @Test
    void threadsDoNotCrossEachOther() throws IOException {
        span("A", 10, 40);
        thread = recording.thread("other", 8, 800);
        span("B", 20, 60);
        assertThatAre(Made.of(recording, folder), "region test.A 10-40", "region test.B 20-60");
    }

    @Test
    void whatBeganWhileItsThreadWaitedAnotherBegan() throws IOException {
        recording.event("ThreadPark").from(10 * MS, 30 * MS).on(thread);
        span("Begins", 20, 50);
        span("Within", 22, 28);
        span("Crosses", 40, 60);
        Made made = Made.of(recording, folder);
        assertThatAre(
                made,
                "task test.Begins 20-50",
                "task test.Within 22-28",
                "region test.Crosses 40-60");
        Pair begins = made.trace().tasks("test.Begins").get(0);
        assertThat(begins.begin().g()).isEqualTo(Cast.VM_G);
        assertThat(begins.end().g()).isEqualTo(7);
        assertThat(made.trace().tasks("test.Within").get(0).end().g()).isEqualTo(Cast.VM_G);
        assertThat(made.trace().waits(7, "sync (park)"))
                .singleElement()
                .satisfies(wait -> assertThat(wait.length()).isBetween(20 * MS - 10, 20 * MS));
    }

    @Test
    void whatBeganBeforeItsThreadDidAnotherBegan() throws IOException {
        recording.event("ThreadStart").at(30 * MS).on(thread);
        span("Before", 10, 50);
        span("OfItsStart", 20, 25);
        Made made = Made.of(recording, folder);
        assertThatAre(made, "task test.Before 10-50", "region test.OfItsStart 20-25");
    }

    @Test
    void whatBeginsAsAWaitEndsIsARegion() throws IOException {
        recording.event("ThreadPark").from(10 * MS, 10 * MS).on(thread);
        recording.event("ThreadPark").from(20 * MS, 30 * MS).on(thread);
        span("A", 10, 15);
        span("B", 30, 40);
        assertThatAre(Made.of(recording, folder), "region test.A 10-15", "region test.B 30-40");
    }

    @Test
    void whatEndsInAWaitEndsAfterIt() throws IOException {
        span("A", 10, 30);
        recording.event("ThreadPark").from(20 * MS, 40 * MS).on(thread);
        assertThatAre(Made.of(recording, folder), "region test.A 10-40");
    }

    @Test
    void whatOutlivesItsThreadHasNoEnd() throws IOException {
        span("A", 10, 60);
        recording.event("ThreadEnd").at(30 * MS).on(thread);
        span("B", 40, 50);
        Made made = Made.of(recording, folder);
        assertThatAre(made, "region test.A 10-");
        assertThat(made.report().fates().get("test.B")).containsEntry(Fate.AFTER_END, 1L);
    }

    @Test
    void whatLiesOverTheWindowsEdgesIsClipped() throws IOException {
        span("A", 10, 60);
        span("B", 40, 60);
        Made made = Made.of(recording, folder, 20 * MS, 50 * MS);
        assertThatAre(made, "region test.A 20-", "region test.B 40-");
        assertThat(made.report().clippedAtEdge()).isEqualTo(1);
    }

    // Begins and ends of our own API, which need not fit.

    @Test
    void anEndClosesWhatIsWithin() throws IOException {
        own("RegionBegin", 10, "outer");
        own("RegionBegin", 20, "inner");
        own("RegionEnd", 30, "outer");
        own("RegionEnd", 40, "inner");
        assertThatAre(Made.of(recording, folder), "region outer 10-30", "region inner 20-30");
    }

    @Test
    void anEndWithoutABeginIsNothing() throws IOException {
        own("RegionEnd", 10, "never");
        own("RegionBegin", 20, "a");
        own("RegionEnd", 30, "b");
        own("RegionEnd", 40, "a");
        Made made = Made.of(recording, folder);
        assertThatAre(made, "region a 20-40");
        assertThat(made.report().fates().get("dev.jfrtrace.RegionEnd"))
                .containsEntry(Fate.TRANSLATED, 3L);
    }

    @Test
    void theInnermostOfANameEnds() throws IOException {
        own("RegionBegin", 10, "a");
        own("RegionBegin", 20, "a");
        own("RegionEnd", 30, "a");
        own("RegionEnd", 40, "a");
        assertThatAre(Made.of(recording, folder), "region a 10-40", "region a 20-30");
    }

    @Test
    void regionsOfTasksEndUnderTheirTask() throws IOException {
        for (long task : new long[] {3, 4}) {
            recording
                    .event("dev.jfrtrace.TaskBegin")
                    .at(5 * MS)
                    .on(thread)
                    .with("task", task)
                    .with("name", "t" + task);
        }
        ofTask("RegionBegin", 10, 3);
        ofTask("RegionBegin", 20, 4);
        ofTask("RegionEnd", 30, 5);
        ofTask("RegionEnd", 40, 4);
        ofTask("RegionEnd", 50, 3);
        assertThatAre(
                Made.of(recording, folder),
                "task t3 5-",
                "task t4 5-",
                "region r 10-50",
                "region r 20-40");
    }

    private void ofTask(String type, long at, long task) {
        recording
                .event("dev.jfrtrace." + type)
                .at(at * MS)
                .on(thread)
                .with("name", "r")
                .with("task", task);
    }

    /** Where the own one will end is not known when the other begins: it might be before. */
    @Test
    void anOwnRegionMayCrossASpan() throws IOException {
        own("RegionBegin", 10, "own");
        span("A", 20, 40);
        own("RegionEnd", 30, "own");
        own("RegionBegin", 50, "late");
        span("B", 45, 60);
        own("RegionEnd", 70, "late");
        assertThatAre(
                Made.of(recording, folder),
                "region own 10-30",
                "task test.A 20-40",
                "region test.B 45-60",
                "region late 50-60");
    }

    @Test
    void aTaskBeginsAndEndsOnce() throws IOException {
        for (String type : List.of("TaskBegin", "TaskBegin", "TaskEnd", "TaskEnd")) {
            recording
                    .event("dev.jfrtrace." + type)
                    .at(("TaskBegin".equals(type) ? 10 : 20) * MS)
                    .on(thread)
                    .with("task", 3)
                    .with("parent", 99)
                    .with("name", "t");
        }
        Made made = Made.of(recording, folder);
        assertThatAre(made, "task t 10-20");
        // Its parent began before the recording.
        assertThat(made.trace().events("TaskBegin").get(0).text("Parent"))
                .isEqualTo(Long.toUnsignedString(-1));
        assertThat(made.trace().events("TaskEnd")).hasSize(1);
    }

    /** A program that forgets to close its tasks would else fill the memory of a long trace. */
    @Test
    void ofVeryManyOpenTasksTheOldestEnds() throws IOException {
        for (int task = 1; task <= OwnEvents.MOST_TASKS + 2; task++) {
            recording
                    .event("dev.jfrtrace.TaskBegin")
                    .at((task <= 2 ? 10 : 20) * MS)
                    .on(thread)
                    .with("task", task)
                    .with("name", "t");
        }
        ParsedTrace trace = Made.of(recording, folder).trace();
        assertThat(trace.events("TaskBegin")).hasSize(OwnEvents.MOST_TASKS + 2);
        assertThat(trace.events("TaskEnd")).extracting(e -> e.number("ID")).containsExactly(1L, 2L);
        assertThat(trace.logs(OwnEvents.UNFINISHED)).hasSize(1);
    }

    @Test
    void ofVeryManyOpenRegionsTheLastAreMissing() throws IOException {
        for (int i = 0; i < OwnEvents.MOST_NESTED + 2; i++) {
            own("RegionBegin", 10, "r");
        }
        ParsedTrace trace = Made.of(recording, folder).trace();
        assertThat(trace.events("RegionBegin")).hasSize(OwnEvents.MOST_NESTED);
        assertThat(trace.logs(OwnEvents.UNFINISHED)).hasSize(1);
    }

    @Test
    void annotationsWithoutAThreadAreLost() throws IOException {
        for (String type : List.of("TaskBegin", "TaskEnd", "RegionBegin", "RegionEnd", "Log")) {
            recording.event("dev.jfrtrace." + type).at(10 * MS).with("task", 3).with("name", "t");
        }
        Made made = Made.of(recording, folder);
        assertThatAre(made);
        assertThat(made.report().fates().values().stream())
                .filteredOn(fates -> fates.containsKey(Fate.NO_THREAD))
                .hasSize(5);
    }
}
