package dev.jfrtrace.bridge.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** JFR's own settings do not record the ends of virtual threads. */
@Timeout(60)
@EnabledForJreRange(min = JRE.JAVA_21)
class UntoldEndsTruthTest {
    private static final int THREADS = 400;
    private static final int AT_ONCE = 20;
    private static final int SLEEP = 30;
    private static final long MS = 1_000_000;

    /** Whoever would end in a pause ends behind it. */
    private static final long NEAR = 10 * MS;

    @TempDir private Path folder;

    private static Map<String, String> profile() throws Exception {
        return Configuration.getConfiguration("profile").getSettings();
    }

    /** When the thread was heard of last, as the JDK reads it. */
    private static long lastHeard(Script script, long javaId) {
        LongStream ends =
                script.events().stream()
                        .filter(event -> thread(event) == javaId)
                        .mapToLong(e -> e.hasField("duration") ? script.end(e) : script.start(e));
        return ends.max().orElseThrow();
    }

    private static long thread(RecordedEvent event) {
        boolean isSample = event.hasField("sampledThread");
        var thread = isSample ? event.getThread("sampledThread") : event.getThread();
        return thread == null ? -1 : thread.getJavaThreadId();
    }

    private static Span last(Script script, Thread thread) {
        List<Span> spans = script.trace().spans(thread.getId());
        assertThat(spans).as("life of %s", thread).isNotEmpty();
        return spans.get(spans.size() - 1);
    }

    @Test
    void threadsEndWhereTheyWereLastHeardOf() throws Exception {
        List<Thread> all = new ArrayList<>();
        Map<String, String> settings = profile();
        Script script =
                Script.record(
                        folder, recording -> recording.setSettings(settings), () -> flood(all));
        assertThat(script.events("jdk.VirtualThreadEnd")).isEmpty();
        assertThat(script.report().hidden()).anyMatch(said -> said.startsWith("Ends of virtual"));
        long[] begins = new long[THREADS];
        long[] ends = new long[THREADS];
        long ran = 0;
        for (int i = 0; i < THREADS; i++) {
            long id = all.get(i).getId();
            Span last = last(script, all.get(i));
            assertThat(last.state()).isEqualTo("NotExist");
            assertThat(last.from()).isCloseTo(lastHeard(script, id), within(NEAR));
            begins[i] = script.trace().creation(id).time();
            ends[i] = last.from();
            ran += script.trace().spans(id, "Running").stream().mapToLong(Span::length).sum();
        }
        for (long begin : begins) {
            assertThat(alive(begins, ends, begin)).isLessThanOrEqualTo(AT_ONCE);
        }
        // What they could have had of the machine.
        long length = LongStream.of(ends).max().orElseThrow() - begins[0];
        assertThat(ran).isLessThan(length * Runtime.getRuntime().availableProcessors());
    }

    private static void flood(List<Thread> all) throws InterruptedException {
        Semaphore permits = new Semaphore(AT_ONCE);
        for (int i = 0; i < THREADS; i++) {
            permits.acquire();
            all.add(
                    Script.startVirtual(
                            "brief",
                            () -> {
                                Thread.sleep(SLEEP);
                                permits.release();
                            }));
        }
        for (Thread thread : all) {
            thread.join();
        }
    }

    private static long alive(long[] begins, long[] ends, long time) {
        long begun = LongStream.of(begins).filter(begin -> begin <= time).count();
        return begun - LongStream.of(ends).filter(end -> end < time).count();
    }

    /** A second recording has them recorded while it lasts, in chunks of its own. */
    @Test
    void endsThatWereRecordedForAWhileHoldThen() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        Path file = folder.resolve("while.jfr");
        try (Recording all = new Recording();
                Recording some = new Recording()) {
            all.setSettings(profile());
            some.enable("jdk.VirtualThreadEnd");
            all.start();
            threads.add(Script.startVirtual("before", () -> Thread.sleep(SLEEP)));
            threads.add(Script.startVirtual("into", () -> Thread.sleep(10 * SLEEP)));
            threads.get(0).join();
            some.start();
            threads.add(Script.startVirtual("beyond", () -> sleepAndWait(end)));
            threads.get(1).join();
            some.stop();
            Thread.sleep(SLEEP);
            end.countDown();
            threads.get(2).join();
            all.stop();
            all.dump(file);
        }
        Script script = Script.of(file, ConvertOptions.defaults());
        long[] ends = threads.stream().mapToLong(thread -> last(script, thread).from()).toArray();
        assertThat(threads).allMatch(thread -> last(script, thread).state().equals("NotExist"));
        long before = lastHeard(script, threads.get(0).getId());
        assertThat(ends[0]).isCloseTo(before, within(NEAR));
        RecordedEvent told = script.events("jdk.VirtualThreadEnd", threads.get(1)).get(0);
        assertThat(ends[1]).isCloseTo(script.start(told), within(NEAR));
        // It has not ended while ends were recorded, and may have as soon as they were not.
        long beyond = lastHeard(script, threads.get(2).getId());
        long gone = script.trace().end() - SLEEP * MS / 2;
        assertThat(ends[2]).isBetween(Math.max(beyond, ends[1]), Math.max(beyond, gone) + NEAR);
    }

    private static void sleepAndWait(CountDownLatch end) throws InterruptedException {
        Thread.sleep(SLEEP);
        end.await();
    }
}
