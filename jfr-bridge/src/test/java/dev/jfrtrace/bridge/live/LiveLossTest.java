package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jfrtrace.api.EventFamily;
import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.bridge.LossyRecording;
import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** What a live trace says and shows when JFR itself loses events. */
@Timeout(90)
class LiveLossTest {
    private static final long LOST = 1_900_000;

    /** After so long it is known who was gone before. */
    private static final Duration LATER = Duration.ofNanos(LiveClock.SLACK).plusMillis(200);

    @TempDir private Path folder;

    /** As the JVM tells it, right behind the last log. */
    private static void lose(Path recording) throws IOException {
        long last =
                RecordingFile.readAllEvents(recording).stream()
                        .filter(e -> e.getEventType().getName().equals("dev.jfrtrace.Log"))
                        .mapToLong((RecordedEvent e) -> e.getLong("startTime"))
                        .max()
                        .orElseThrow();
        LossyRecording.lose(recording, last + 1, 8_000, LOST);
    }

    private static String endOf(ParsedTrace trace, Thread thread) {
        List<Span> life = trace.spans(thread.getId());
        return life.get(life.size() - 1).state();
    }

    @Test
    void theOutcomeCountsItAndTheTraceLogsIt() throws Exception {
        FedTrace fed = new FedTrace(folder, Duration.ZERO);
        Path recording = fed.record(() -> Trace.log("n", "before"));
        lose(recording);
        fed.flush(recording);
        TraceOutcome outcome = fed.finish();
        assertThat(outcome.lostBytes()).isEqualTo(LOST);
        assertThat(outcome.isComplete()).isFalse();
        assertThat(outcome.gaps()).as("JFR has deleted nothing").isZero();
        ParsedTrace trace = fed.parsed();
        assertThat(trace.logs("n")).hasSize(1);
        Event loss = trace.logs("data loss").get(0);
        assertThat(loss.text("Message")).isEqualTo("8000 bytes lost, 1900000 so far");
        assertThat(loss.time()).isGreaterThanOrEqualTo(trace.logs("n").get(0).time());
        assertThat(trace.logs("gap")).isEmpty();
    }

    /** Nobody else would ever say that it has ended. */
    @Test
    void aThreadWhoseEndIsLostEndsAndOthersGoOn() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        FedTrace fed = new FedTrace(folder, Duration.ZERO);
        Thread[] threads = new Thread[2];
        Path recording =
                fed.record(
                        "jdk.ThreadEnd",
                        () -> {
                            threads[0] = Script.start("gone", () -> Trace.log("n", "gone"));
                            threads[1] = Script.start("stays", () -> logAndWait(released));
                            threads[0].join();
                            awaitWaiting(threads[1]);
                        });
        lose(recording);
        fed.flush(recording);
        Thread.sleep(LATER.toMillis());
        fed.flush(fed.record(() -> Trace.log("n", "after")));
        fed.finish();
        released.countDown();
        ParsedTrace trace = fed.parsed();
        assertThat(endOf(trace, threads[0])).isEqualTo("NotExist");
        assertThat(endOf(trace, threads[1])).isEqualTo("Waiting");
        assertThat(trace.logs("n")).hasSize(3);
    }

    private static void logAndWait(CountDownLatch released) throws InterruptedException {
        Trace.log("n", "stays");
        released.await();
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    /** Who is gone is looked at when the loss is seen; who ends later says so itself. */
    @Test
    void aThreadThatLivesWhenSomethingIsLostEndsByItself() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        FedTrace fed = new FedTrace(folder, Duration.ZERO);
        Thread[] thread = new Thread[1];
        Path recording =
                fed.record(
                        () -> {
                            thread[0] = Script.start("late", () -> logAndWait(released));
                            awaitWaiting(thread[0]);
                        });
        lose(recording);
        fed.flush(recording);
        Thread.sleep(LATER.toMillis());
        Path before = fed.record(() -> Trace.log("n", "any"));
        Path end =
                fed.record(
                        () -> {
                            Trace.log("n", "still there");
                            released.countDown();
                            thread[0].join();
                        });
        fed.flush(before);
        fed.flush(end);
        fed.finish();
        ParsedTrace trace = fed.parsed();
        Span gone = trace.spans(thread[0].getId(), "NotExist").get(0);
        Event log =
                trace.logs("n").stream()
                        .filter(e -> e.text("Message").equals("still there"))
                        .findFirst()
                        .orElseThrow();
        assertThat(gone.from()).isGreaterThan(log.time());
    }

    /** What the tracer itself says may be lost as well: nothing was deleted then. */
    @Test
    void beatsThatAreLostAmongOtherEventsAreNoGap() throws Exception {
        FedTrace fed = new FedTrace(folder, Duration.ZERO);
        fed.flush(fed.record(() -> Trace.log("n", "before")));
        fed.missBeats(5);
        Path recording = fed.record(() -> Trace.log("n", "after"));
        lose(recording);
        fed.flush(recording);
        assertThat(fed.finish().gaps()).isZero();
        assertThat(fed.parsed().logs("gap")).isEmpty();
    }

    @Test
    void aTimeOfWhichAllIsLostIsAGapAndNotSaidToBeDeleted() throws Exception {
        FedTrace fed = new FedTrace(folder, Duration.ZERO);
        fed.flush(fed.record(() -> Trace.log("n", "before")));
        Thread.sleep(1_000);
        fed.missBeats(4);
        Path recording = fed.record(() -> Trace.log("n", "after"));
        lose(recording);
        fed.flush(recording);
        assertThat(fed.finish().gaps()).isOne();
        assertThat(fed.parsed().logs("gap"))
                .singleElement()
                .satisfies(
                        gap ->
                                assertThat(gap.text("Message"))
                                        .endsWith("are missing: JFR lost or deleted them"));
    }

    /** It is not known to live behind a gap, and appears when it is heard of; then it stays. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aVirtualThreadThatIsHeardOfBehindAGapStays() throws Exception {
        SynchronousQueue<String> words = new SynchronousQueue<>();
        Thread virtual = Script.startVirtual("talks", () -> say(words));
        FedTrace fed = new FedTrace(folder, Duration.ZERO);
        fed.flush(fed.record(() -> said(words, "before")));
        Thread.sleep(1_000);
        fed.missBeats(4);
        fed.flush(fed.record(() -> said(words, "behind")));
        Thread.sleep(LATER.toMillis());
        fed.flush(fed.record(() -> Trace.log("n", "any")));
        fed.flush(fed.record(() -> said(words, "later")));
        assertThat(fed.finish().gaps()).isOne();
        said(words, "");
        virtual.join();
        assertThat(fed.parsed().logs("word"))
                .filteredOn(log -> log.g() == virtual.getId())
                .extracting(log -> log.text("Message"))
                .containsExactly("before", "behind", "later");
    }

    private static void say(SynchronousQueue<String> words) throws InterruptedException {
        for (String word; !(word = words.take()).isEmpty(); ) {
            Trace.log("word", word);
            words.put(word);
        }
    }

    /** Returns when it has been said. */
    private static void said(SynchronousQueue<String> words, String word)
            throws InterruptedException {
        words.put(word);
        if (!word.isEmpty()) {
            words.take();
        }
    }

    /** The real thing. JDK 25 takes more memory rather than lose something. */
    @Test
    void aTraceOfAJvmThatCannotKeepUpSaysSo() throws Exception {
        Path trace = folder.resolve("flood.trace");
        List<String> flags =
                List.of("-Xmx128m", "-XX:FlightRecorderOptions:memorysize=1M,globalbuffersize=64k");
        List<String> said = Child.run(flags, Flood.class, trace).out().lines().toList();
        long lost = Long.parseLong(said.get(0));
        assumeTrue(lost > 0, "JFR keeps up with four threads");
        assertThat(said.get(1)).isEqualTo("complete: false");
        ParsedTrace parsed = ParsedTrace.of(trace);
        List<Long> totals = totals(parsed.logs("data loss"));
        assertThat(totals).hasSameSizeAs(parsed.logs("data loss"));
        assertThat(lost)
                .isBetween(Collections.max(totals), totals.stream().mapToLong(t -> t).sum());
        assertThat(parsed.logs("n")).hasSizeLessThan(Flood.THREADS * Flood.EVENTS);
        assertThat(parsed.logs("last")).hasSize(1);
        for (String g : said.get(2).split(" ")) {
            List<Span> life = parsed.spans(Long.parseLong(g));
            if (!life.isEmpty()) {
                assertThat(life.get(life.size() - 1).state()).isEqualTo("NotExist");
            }
        }
    }

    /** What threads have lost by then, as the trace says. */
    private static List<Long> totals(List<Event> losses) {
        Pattern message = Pattern.compile("\\d+ bytes lost, (\\d+) so far");
        return losses.stream()
                .map(loss -> message.matcher(loss.text("Message")))
                .filter(Matcher::matches)
                .map(matcher -> Long.valueOf(matcher.group(1)))
                .toList();
    }

    /** Threads that log faster than anybody writes. */
    static final class Flood {
        private static final int THREADS = 4;
        private static final int EVENTS = 6_000;
        private static final String TEXT = "0123456789".repeat(100);

        private Flood() {}

        public static void main(String[] args) throws Exception {
            TraceOptions options =
                    TraceOptions.builder(Preset.BALANCED)
                            .stackTraces(EventFamily.CUSTOM, false)
                            .build();
            Trace trace = Trace.start(Path.of(args[0]), options);
            List<String> ids = new ArrayList<>();
            try (trace) {
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    threads.add(Script.start("floods-" + i, Flood::flood));
                }
                for (Thread thread : threads) {
                    ids.add(Long.toString(thread.getId()));
                    thread.join();
                }
                // Who is silent for so long counts as blocked, and can be found to be gone.
                Thread.sleep(300);
                Trace.log("last", "of all");
            }
            System.out.println(trace.outcome().lostBytes());
            System.out.println("complete: " + trace.outcome().isComplete());
            System.out.println(String.join(" ", ids));
        }

        private static void flood() {
            String self = TEXT + Thread.currentThread().getName() + ' ';
            for (int i = 0; i < EVENTS; i++) {
                Trace.log("n", self + i);
            }
        }
    }
}
