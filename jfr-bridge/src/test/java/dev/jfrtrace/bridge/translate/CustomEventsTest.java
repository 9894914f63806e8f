package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.encoder.format.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Name;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of an application: they show up by themselves. */
class CustomEventsTest {
    @Name("test.Outer")
    static final class Outer extends jdk.jfr.Event {
        int number;
    }

    @Name("test.Inner")
    static final class Inner extends jdk.jfr.Event {}

    @Name("test.Crossing")
    static final class Crossing extends jdk.jfr.Event {
        String text;
    }

    @Name("test.Instant")
    static final class Instant extends jdk.jfr.Event {
        String text;
        long number;
        double ratio;
        float share;
        boolean flag;
        char letter;
        Class<?> type;
        Thread thread;
        String nothing;
    }

    @Name("test.Wordy")
    static final class Wordy extends jdk.jfr.Event {
        String text;
        int more;
    }

    @TempDir private static Path folder;

    private static Script script;
    private static ParsedTrace trace;
    private static Thread worker;

    @BeforeAll
    static void record() throws Exception {
        script =
                Script.record(
                        folder,
                        recording -> {
                            recording.enable(Outer.class);
                            recording.enable(Inner.class);
                            recording.enable(Crossing.class);
                            recording.enable(Instant.class);
                            recording.enable(Wordy.class);
                        },
                        () -> {
                            worker = Script.start("worker", CustomEventsTest::work);
                            worker.join();
                        });
        trace = script.trace();
    }

    /** Inner lies within Outer; Crossing begins in it and ends after it. */
    private static void work() throws InterruptedException {
        Outer outer = new Outer();
        Inner inner = new Inner();
        Crossing crossing = new Crossing();
        outer.number = 4711;
        crossing.text = "over the edge";
        outer.begin();
        Thread.sleep(1);
        inner.begin();
        Thread.sleep(1);
        instant();
        inner.commit();
        crossing.begin();
        Thread.sleep(1);
        outer.commit();
        Thread.sleep(1);
        crossing.commit();
    }

    private static void instant() {
        Instant instant = new Instant();
        instant.text = "a \"quoted\" text";
        instant.number = -7;
        instant.ratio = 0.1;
        instant.share = 2.5f;
        instant.flag = true;
        instant.letter = 'é';
        instant.type = Script[].class;
        instant.thread = Thread.currentThread();
        instant.commit();
        Wordy wordy = new Wordy();
        wordy.text = "\u00e9".repeat(3000);
        wordy.commit();
    }

    private static void assertThatIs(Pair pair, RecordedEvent event) {
        assertThat(pair.begin().g()).isEqualTo(worker.getId());
        assertThat(pair.end().g()).isEqualTo(worker.getId());
        long start = script.start(event);
        long end = script.end(event);
        assertThat(pair.begin().time()).isBetween(start, start + 1_000);
        assertThat(pair.end().time()).isBetween(end, end + 1_000);
    }

    @Test
    @Tests(JfrMapping.CUSTOM)
    void whatNestsIsARegion() {
        List<Pair> outer = trace.regions("test.Outer");
        List<Pair> inner = trace.regions("test.Inner");
        assertThat(outer).hasSize(1);
        assertThat(inner).hasSize(1);
        assertThatIs(outer.get(0), script.events("test.Outer").get(0));
        assertThatIs(inner.get(0), script.events("test.Inner").get(0));
        assertThat(outer.get(0).begin().stack()).contains(getClass().getName() + ".work");
        assertThat(script.count("test.Outer", Fate.TRANSLATED)).isEqualTo(1);
        assertThat(script.count("test.Inner", Fate.TRANSLATED)).isEqualTo(1);
    }

    @Test
    void whatCrossesIsATask() {
        List<Pair> tasks = trace.tasks("test.Crossing");
        assertThat(tasks).hasSize(1);
        assertThatIs(tasks.get(0), script.events("test.Crossing").get(0));
        assertThat(trace.regions("test.Crossing")).isEmpty();
        List<Event> logs = trace.logs("test.Crossing");
        assertThat(logs).hasSize(1);
        assertThat(logs.get(0).number("Task")).isEqualTo(tasks.get(0).begin().number("ID"));
        assertThat(logs.get(0).text("Message")).isEqualTo("text=over the edge");
    }

    @Test
    void whatLastsLogsItsFieldsWhereItBegins() {
        List<Event> logs = trace.logs("test.Outer");
        assertThat(logs).extracting(log -> log.text("Message")).containsExactly("number=4711");
        long begin = trace.regions("test.Outer").get(0).begin().time();
        assertThat(logs.get(0).time()).isBetween(begin, begin + 100);
    }

    @Test
    void anInstantIsALogOfItsFields() {
        List<Event> logs = trace.logs("test.Instant");
        assertThat(logs).hasSize(1);
        assertThat(logs.get(0).text("Message"))
                .isEqualTo(
                        "text=a \"quoted\" text, number=-7, ratio=0.1, share=2.5, flag=true,"
                                + " letter=é, type=dev.jfrtrace.bridge.Script[], thread=worker");
        assertThat(logs.get(0).g()).isEqualTo(worker.getId());
        long start = script.start(script.events("test.Instant").get(0));
        assertThat(logs.get(0).time()).isBetween(start, start + 1_000);
        assertThat(logs.get(0).stack()).contains(getClass().getName() + ".instant");
    }

    @Test
    void aTextThatIsCutIsCounted() {
        assertThat(trace.logs("test.Wordy"))
                .singleElement()
                .satisfies(
                        log ->
                                assertThat(log.text("Message"))
                                        .matches("text=\u00e9{500,512}\u2026"));
        assertThat(script.report().cutStrings()).isOne();
    }

    @Test
    void anEventWithoutAThreadIsTheVms(@TempDir Path ownFolder) throws IOException {
        MadeRecording recording = new MadeRecording();
        recording.event("test.Nobodys").at(5 * MS).with("text", "hello");
        recording.event("test.Nobodys").from(6 * MS, 8 * MS);
        Made made = Made.of(recording, ownFolder);
        assertThat(made.trace().logs("test.Nobodys"))
                .singleElement()
                .satisfies(
                        log -> {
                            assertThat(log.g()).isEqualTo(Cast.VM_G);
                            // The VM thread, which has nothing to do, is let run for it.
                            assertThat(log.time()).isBetween(Made.at(5 * MS), Made.at(5 * MS) + 5);
                            assertThat(log.text("Message")).isEqualTo("text=hello");
                        });
        assertThat(made.trace().regions("test.Nobodys"))
                .singleElement()
                .satisfies(region -> assertThat(region.length()).isEqualTo(2 * MS));
    }

    @Test
    void longTextsAreCut(@TempDir Path ownFolder) throws IOException {
        MadeRecording recording = new MadeRecording();
        JfrThread thread = recording.thread("worker", 7, 700);
        recording.event("test.Long").at(5 * MS).on(thread).with("text", "ä".repeat(4_000));
        String message =
                Made.of(recording, ownFolder).trace().logs("test.Long").get(0).text("Message");
        assertThat(message).startsWith("text=ääää").endsWith("ä…");
        assertThat(message.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(Limits.MAX_STRING_BYTES);
    }

    /** Any other event of the JDK says at least that its thread ran. */
    @Test
    @Tests(JfrMapping.OTHER)
    void otherEventsOfTheJdkAreEvidence(@TempDir Path ownFolder) throws IOException {
        MadeRecording recording = new MadeRecording();
        JfrThread thread = recording.thread("worker", 7, 700);
        recording.event("SomethingNew").from(300 * MS, 350 * MS).on(thread);
        recording.event("SomethingNew").at(900 * MS);
        Made made = Made.of(recording, ownFolder);
        assertThat(made.count("SomethingNew", Fate.EVIDENCE)).isEqualTo(1);
        assertThat(made.count("SomethingNew", Fate.NOT_USED)).isEqualTo(1);
        assertThat(made.trace().at(7, Made.at(299 * MS)).state()).isEqualTo("Waiting");
        assertThat(made.trace().at(7, Made.at(325 * MS)).state()).isEqualTo("Running");
        assertThat(made.trace().at(7, Made.at(360 * MS)).state()).isEqualTo("Waiting");
        assertThat(made.trace().events("Log")).isEmpty();
    }
}
