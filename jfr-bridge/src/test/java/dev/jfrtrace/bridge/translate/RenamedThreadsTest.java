package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread has the label that says what it is called, and a log where that changes. */
class RenamedThreadsTest {
    @TempDir private Path folder;

    private MadeRecording recording;
    private JfrThread thread;

    @BeforeEach
    void make() {
        recording = new MadeRecording();
        thread = recording.thread("worker-1", 7, 700);
        for (long time = 0; time < 500; time += 50) {
            recording.event("test.Act").at(time * MS).on(thread);
        }
    }

    private void name(long at, String name) {
        recording.event("dev.jfrtrace.ThreadName").at(at * MS).on(thread).with("name", name);
    }

    private static List<String> renamed(ParsedTrace trace) {
        return trace.logs("renamed").stream().map(log -> log.text("Message")).toList();
    }

    private static List<String> labels(ParsedTrace trace) {
        return trace.events("Label").stream()
                .filter(label -> label.g() == 7)
                .map(label -> label.text("Label"))
                .toList();
    }

    /** Names are cut where they are collected. */
    @Test
    void aLongNameIsTheSameAllTheTime() throws IOException {
        String name = "x".repeat(4_000);
        JfrThread longest = recording.thread(name, 8, 800);
        recording.event("test.Act").at(50 * MS).on(longest);
        recording.event("dev.jfrtrace.ThreadName").at(60 * MS).on(longest).with("name", name);
        assertThat(renamed(Made.of(recording, folder).trace())).isEmpty();
    }

    @Test
    @Tests(JfrMapping.THREAD_NAME)
    void aRenamedThreadHasAnotherLabelFromThenOn() throws IOException {
        name(120, "worker-1");
        name(230, "worker-1 of order 17");
        name(330, "worker-1");
        Made made = Made.of(recording, folder);
        assertThat(labels(made.trace()))
                .containsExactly("worker-1", "worker-1 of order 17", "worker-1");
        assertThat(renamed(made.trace()))
                .containsExactly(
                        "worker-1 is now worker-1 of order 17",
                        "worker-1 of order 17 is now worker-1");
        assertThat(made.trace().logs("renamed").get(0).time())
                .isBetween(Made.at(230 * MS), Made.at(231 * MS));
        assertThat(made.trace().groups()).containsEntry(7L, "worker-#");
        assertThat(made.count("dev.jfrtrace.ThreadName", Fate.TRANSLATED)).isEqualTo(2);
        assertThat(made.count("dev.jfrtrace.ThreadName", Fate.EVIDENCE)).isEqualTo(1);
    }

    @Test
    void whatItWasCalledBeforeTheChosenTimeItIsCalledInIt() throws IOException {
        name(100, "renamed");
        Made made = Made.of(recording, folder, 200 * MS, Long.MAX_VALUE);
        assertThat(labels(made.trace())).endsWith("renamed");
    }

    /** It appears on the thread when that runs again, and never on one that does not. */
    @Test
    void aNameIsNoEvidenceThatTheThreadRan() throws IOException {
        recording.event("Nothing").at(2_000 * MS);
        name(1_000, "renamed");
        Made made = Made.of(recording, folder);
        assertThat(renamed(made.trace())).isEmpty();
        assertThat(made.trace().at(7, Made.at(1_000 * MS)).state()).isEqualTo("Waiting");
    }

    private static String dump(String name) {
        return String.join(
                "\n",
                "\"" + name + "\" #7 prio=5 os_prio=0 cpu=1.00ms tid=0x7f nid=0x2bc waiting",
                "   java.lang.Thread.State: WAITING (parking)",
                "\tat Worker.work(Worker.java:42)",
                "");
    }

    @Test
    void twoDumpsTellIt() throws IOException {
        recording.event("ThreadDump").at(90 * MS).with("result", dump("odd?name"));
        recording.event("ThreadDump").at(190 * MS).with("result", dump("odd?name"));
        recording.event("ThreadDump").at(290 * MS).with("result", dump("renamed"));
        Made made = Made.of(recording, folder);
        assertThat(renamed(made.trace())).containsExactly("worker-1 is now renamed");
        assertThat(made.report().fates()).doesNotContainKey("dev.jfrtrace.ThreadName");
    }

    /** JFR writes names once in each chunk. */
    @Test
    void chunksTellIt() throws Exception {
        Path cut = folder.resolve("cut.jfr");
        Thread[] renamed = new Thread[1];
        Path file = folder.resolve("renamed.jfr");
        try (Recording jfr = new Recording()) {
            jfr.enable("jdk.ThreadSleep").withThreshold(Duration.ZERO);
            jfr.start();
            renamed[0] =
                    Script.start(
                            "first name",
                            () -> {
                                Thread.sleep(20);
                                Thread.currentThread().setName("second name");
                                jfr.dump(cut);
                                Thread.sleep(20);
                            });
            renamed[0].join();
            jfr.stop();
            jfr.dump(file);
        }
        ParsedTrace trace = Script.of(file, ConvertOptions.defaults()).trace();
        assertThat(renamed(trace)).containsExactly("first name is now second name");
        assertThat(trace.label(renamed[0].getId())).isEqualTo("second name");
    }

    /** Of any length, and with anything in it: the trace is one all the same. */
    @Test
    void oddNamesAreLabels() throws IOException {
        String longName = "ü".repeat(1_000);
        JfrThread odd = recording.thread("2 lines:\none\tand \"quotes\" \u0007", 8, 800);
        JfrThread tooLong = recording.thread(longName, 9, 900);
        recording.event("test.Act").at(10 * MS).on(odd);
        recording.event("test.Act").at(10 * MS).on(tooLong);
        name(100, longName);
        Made made = Made.of(recording, folder);
        assertThat(made.trace().groups()).containsKeys(8L, 9L);
        List<String> labels =
                made.trace().events("Label").stream().map(label -> label.text("Label")).toList();
        assertThat(labels).anyMatch(label -> label.contains("quotes"));
        assertThat(labels)
                .filteredOn(label -> label.contains("üü"))
                .isNotEmpty()
                .allMatch(label -> label.getBytes(StandardCharsets.UTF_8).length <= 1_100);
    }
}
