package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.encoder.format.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lives and names of threads. */
class ThreadEventsTest {
    private static final String ODD = "naïve \"☕\" 线程 \\";
    private static final String GC = "GC of mine";
    private static final String LONG = "long 7 ".repeat(300);
    private static final List<String> NAMES =
            List.of("http-nio-8080-exec-17", "plain", "", "  ", ODD, GC, LONG, "4711");

    @TempDir private static Path folder;

    private static Script script;
    private static ParsedTrace trace;
    private static Thread boss;
    private static Thread early;
    private static final List<Thread> WORKERS = new ArrayList<>();

    @BeforeAll
    static void record() throws Exception {
        CountDownLatch recorded = new CountDownLatch(1);
        early = Script.start("early-1", recorded::await);
        script =
                Script.record(
                        folder,
                        ThreadEventsTest::enable,
                        () -> {
                            boss = Script.start("boss-1", ThreadEventsTest::startWorkers);
                            boss.join();
                        });
        recorded.countDown();
        early.join();
        trace = script.trace();
    }

    private static void enable(Recording recording) {
        recording.enable("jdk.ThreadStart").withStackTrace();
        recording.enable("jdk.ThreadEnd");
        recording.enable("jdk.ThreadAllocationStatistics").with("period", "everyChunk");
    }

    private static void startWorkers() throws InterruptedException {
        for (String name : NAMES) {
            Thread worker = new Thread(() -> {}, name);
            WORKERS.add(worker);
            worker.start();
            worker.join();
        }
    }

    private static Thread worker(String name) {
        return WORKERS.get(NAMES.indexOf(name));
    }

    @Test
    @Tests(JfrMapping.THREAD_START)
    void isCreatedByItsParent() {
        long bossThread = trace.spans(boss.getId(), "Running").get(0).begin().m();
        for (Thread worker : WORKERS) {
            Event creation = trace.creation(worker.getId());
            assertThat(creation.g()).isEqualTo(boss.getId());
            assertThat(creation.m()).isEqualTo(bossThread);
            assertThat(creation.stack()).contains(getClass().getName() + ".startWorkers");
        }
    }

    @Test
    @Tests({JfrMapping.THREAD_START, JfrMapping.THREAD_END})
    void livesAsLongAsJfrSays() {
        for (Thread worker : WORKERS) {
            RecordedEvent start = ofThread("jdk.ThreadStart", worker);
            RecordedEvent end = ofThread("jdk.ThreadEnd", worker);
            List<Span> spans = trace.spans(worker.getId());
            assertThat(spans.get(0).from())
                    .isBetween(script.start(start), script.start(start) + 50);
            Span last = spans.get(spans.size() - 1);
            assertThat(last.state()).isEqualTo("NotExist");
            assertThat(last.begin().text("From")).isEqualTo("Running");
            assertThat(last.from()).isBetween(script.start(end), script.start(end) + 50);
        }
        assertThat(script.count("jdk.ThreadStart", Fate.TRANSLATED)).isGreaterThan(NAMES.size());
        assertThat(script.count("jdk.ThreadEnd", Fate.TRANSLATED)).isGreaterThan(NAMES.size());
    }

    private static RecordedEvent ofThread(String type, Thread thread) {
        return script.events(type).stream()
                .filter(e -> e.getThread("thread").getJavaThreadId() == thread.getId())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void freesItsProcWhenItEnds() {
        for (Thread worker : WORKERS) {
            Event end = trace.spans(worker.getId(), "NotExist").get(0).begin();
            Event next =
                    trace.events("StateTransition").stream()
                            .filter(e -> e.time() > end.time() && e.m() == end.m())
                            .findFirst()
                            .orElseThrow();
            assertThat(next.number("ProcID")).isEqualTo(end.p());
            assertThat(next.text("To")).isEqualTo("Idle");
        }
    }

    @Test
    void isGroupedByItsNameWithoutNumbers() {
        assertThat(group("http-nio-8080-exec-17")).isEqualTo("http-nio-#-exec-#");
        assertThat(group("plain")).isEqualTo("plain");
        assertThat(group("4711")).isEqualTo("#");
        assertThat(group(ODD)).isEqualTo(ODD);
        assertThat(group(GC)).isEqualTo(GC);
        assertThat(group("")).isEqualTo("unnamed thread");
        assertThat(group("  ")).isEqualTo("unnamed thread");
        // Cut to the format's bound, with a mark.
        assertThat(group(LONG)).startsWith("…").endsWith("long # long # long # ");
    }

    private static String group(String name) {
        return trace.groups().get(worker(name).getId());
    }

    @Test
    void isLabelledWithItsExactName() {
        assertThat(label("http-nio-8080-exec-17")).isEqualTo("http-nio-8080-exec-17");
        assertThat(label("4711")).isEqualTo("4711");
        assertThat(label(LONG)).startsWith("long 7 long 7 ").endsWith("…");
        // The group says it all.
        assertThat(label("plain")).isNull();
        assertThat(label(ODD)).isNull();
        assertThat(label("")).isNull();
        assertThat(trace.label(boss.getId())).isEqualTo("boss-1");
        assertThat(trace.events("Label"))
                .extracting(e -> e.text("Label"))
                .noneMatch(label -> label.startsWith("GC "));
        for (Event label : trace.events("Label")) {
            assertThat(label.text("Label").getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(Limits.MAX_STRING_BYTES);
        }
    }

    private static String label(String name) {
        return trace.label(worker(name).getId());
    }

    @Test
    void countsTextsThatWereCut() {
        assertThat(script.report().cutStrings()).isPositive();
    }

    /** Nothing is heard of it but that it is there. */
    @Test
    @Tests(JfrMapping.THREAD_ALLOCATION)
    void isBlockedFromTheStartWhenItWasThereBefore() {
        Event creation = trace.creation(early.getId());
        assertThat(creation.m()).isEqualTo(Cast.DISPATCHER_M);
        assertThat(creation.time()).isLessThan(1_001_000);
        assertThat(trace.groups().get(early.getId())).isEqualTo("early-#");
        Span wait = trace.at(early.getId(), trace.end() / 2);
        assertThat(wait.state()).isEqualTo("Waiting");
        assertThat(wait.reason()).isEqualTo("unknown");
        assertThat(wait.begin().moved()).containsExactly("early-#");
        assertThat(script.count("jdk.ThreadAllocationStatistics", Fate.EVIDENCE)).isPositive();
    }

    @Test
    @Tests({JfrMapping.VIRTUAL_THREAD_START, JfrMapping.VIRTUAL_THREAD_END})
    void livesAsAVirtualThreadToo(@TempDir Path ownFolder) throws Exception {
        assumeTrue(Script.hasVirtualThreads(), "no virtual threads on this JDK");
        Thread[] started = new Thread[1];
        Script virtual =
                Script.record(
                        ownFolder,
                        recording -> {
                            recording.enable("jdk.VirtualThreadStart");
                            recording.enable("jdk.VirtualThreadEnd");
                        },
                        () -> {
                            started[0] = Script.startVirtual("virtual-1", () -> {});
                            started[0].join();
                        });
        long g = started[0].getId();
        Event creation = virtual.trace().creation(g);
        assertThat(creation.m()).isEqualTo(Cast.DISPATCHER_M);
        assertThat(virtual.trace().groups().get(g)).isEqualTo("virtual-#");
        assertThat(virtual.trace().label(g)).isEqualTo("virtual-1");
        assertThat(virtual.trace().spans(g))
                .extracting(Span::state)
                .containsExactly("Runnable", "Running", "NotExist");
        assertThat(virtual.count("jdk.VirtualThreadStart", Fate.TRANSLATED)).isPositive();
        assertThat(virtual.count("jdk.VirtualThreadEnd", Fate.TRANSLATED)).isPositive();
    }
}
