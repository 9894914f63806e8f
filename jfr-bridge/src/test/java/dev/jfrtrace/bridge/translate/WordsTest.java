package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.Choices;
import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.mapping.ShownVirtualThreads;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads that say nothing, of which others say something; and those that are not shown. */
class WordsTest {
    private static final long G = 7;

    @TempDir private Path folder;

    private MadeRecording recording;
    private JfrThread thread;

    @BeforeEach
    void makeThread() {
        recording = new MadeRecording();
        thread = recording.thread("worker", G, 700);
        recording.event("Nothing").at(900 * MS);
    }

    private void nativeSample(long at, String... stack) {
        recording.event("NativeMethodSample").at(at * MS).on(thread).in(stack);
    }

    private Span at(Made made, long millis) {
        return made.trace().at(G, Made.at(millis * MS));
    }

    @Test
    void aSampleInNativeCodeTellsWhatASilentThreadWaitsFor() throws IOException {
        recording.event("test.Act").at(10 * MS).on(thread);
        nativeSample(50, "sun.nio.ch.EPoll.wait", "Server.run");
        nativeSample(150, "sun.nio.ch.EPoll.wait", "Server.run");
        recording.event("test.Act").at(400 * MS).on(thread);
        Made made = Made.of(recording, folder);
        Span wait = at(made, 200);
        assertThat(wait.reason()).isEqualTo("network");
        assertThat(wait.begin().moved()).containsExactly("sun.nio.ch.EPoll.wait", "Server.run");
        // From where it fell silent to where it is heard of again, in one piece.
        assertThat(wait.from()).isBetween(Made.at(10 * MS), Made.at(10 * MS) + 1_000);
        assertThat(wait.to()).isBetween(Made.at(400 * MS), Made.at(400 * MS) + 1_000);
    }

    /** Shorter than what else counts as silence. */
    @Test
    void aSampleTellsThatAThreadWaitsThoughItIsHeardOfSoon() throws IOException {
        recording.event("test.Act").at(10 * MS).on(thread);
        nativeSample(40, "sun.nio.ch.EPoll.wait", "Server.run");
        recording.event("test.Act").at(70 * MS).on(thread);
        recording.event("test.Act").at(78 * MS).on(thread);
        Made made = Made.of(recording, folder);
        assertThat(at(made, 30).reason()).isEqualTo("network");
        assertThat(at(made, 60).reason()).isEqualTo("network");
        assertThat(at(made, 75).state()).isEqualTo("Running");
    }

    /** It has gone on to wait elsewhere, of which there is no event before that ends. */
    @Test
    void whoIsSampledNoLongerHasLeftNativeCode() throws IOException {
        recording.event("test.Act").at(10 * MS).on(thread);
        for (long at = 50; at <= 350; at += 20) {
            nativeSample(at, "java.lang.ProcessHandleImpl.waitForProcessExit0");
        }
        recording.event("Nothing").at(3_000 * MS);
        Made made = Made.of(recording, folder);
        assertThat(at(made, 300).reason()).isEqualTo("sync (waiting)");
        assertThat(at(made, 1_500).reason()).isEqualTo("unknown");
        assertThat(at(made, 2_900).reason()).isEqualTo("unknown");
    }

    /** Such as one that accepts a connection, and then sleeps to the end of the recording. */
    @Test
    void whoIsSampledOnceAndThenOthersOnlyHasLeftItToo() throws IOException {
        nativeSample(50, "sun.nio.ch.Net.accept", "Server.run");
        JfrThread other = recording.thread("other", G + 1, 701);
        for (long at = 60; at <= 2_000; at += 20) {
            recording
                    .event("NativeMethodSample")
                    .at(at * MS)
                    .on(other)
                    .in("sun.nio.ch.SocketDispatcher.read0");
        }
        Made made = Made.of(recording, folder);
        assertThat(at(made, 1_500).reason()).isEqualTo("unknown");
        assertThat(made.trace().at(G + 1, Made.at(1_500 * MS)).reason()).isEqualTo("network");
    }

    /** So it is where many are sampled in turn. */
    @Test
    void whoIsSampledSeldomIsInNativeCodeAllTheTime() throws IOException {
        recording.event("test.Act").at(10 * MS).on(thread);
        for (long at : new long[] {100, 1_900, 3_700, 5_500, 14_000}) {
            nativeSample(at, "sun.nio.ch.EPoll.wait", "Server.run");
        }
        recording.event("Nothing").at(15_000 * MS);
        Made made = Made.of(recording, folder);
        for (long at : new long[] {50, 1_000, 5_000, 9_000, 13_900, 14_900}) {
            assertThat(at(made, at).reason()).as("at %d ms", at).isEqualTo("network");
        }
    }

    @Test
    void aSampleOfNativeCodeThatMayComputeTellsNothing() throws IOException {
        recording.event("test.Act").at(10 * MS).on(thread);
        nativeSample(50, "java.util.zip.Deflater.deflateBytesBytes");
        Made made = Made.of(recording, folder);
        assertThat(at(made, 200).reason()).isEqualTo("unknown");
        assertThat(made.count("NativeMethodSample", Fate.EVIDENCE)).isEqualTo(1);
    }

    private static final String DUMP =
            String.join(
                    "\n",
                    "2026-11-25 12:00:00",
                    "Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):",
                    "",
                    "\"worker\" #7 daemon prio=5 os_prio=0 cpu=1.2ms elapsed=9s tid=0x7f nid=0x2bc"
                            + " waiting on condition  [0x00007f]",
                    "   java.lang.Thread.State: WAITING (parking)",
                    "\tat jdk.internal.misc.Unsafe.park(java.base@17.0.15/Native Method)",
                    "\t- parking to wait for  <0x0000000687> (a some.Lock)",
                    "\tat Worker.await(Worker.java:42)",
                    "",
                    "\"never \"heard\" of\" #31 [901] prio=5 os_prio=0 cpu=1ms tid=0x7f nid=901 runnable"
                            + "  [0x7f]",
                    "   java.lang.Thread.State: RUNNABLE",
                    "\tat sun.nio.ch.Net.accept(java.base@25/Native Method)",
                    "\tat app//Acceptor.run(Acceptor.java:1)",
                    "",
                    "\"VM Thread\" os_prio=0 cpu=38ms elapsed=3s tid=0x7f nid=0x5 runnable",
                    "",
                    "JNI global refs: 8, weak refs: 0",
                    "");

    @Test
    @Tests(JfrMapping.THREAD_DUMP)
    void aDumpTellsOfAllThreads() throws IOException {
        recording.event("test.Act").at(10 * MS).on(thread);
        recording.event("ThreadDump").at(300 * MS).with("result", DUMP);
        Made made = Made.of(recording, folder);
        assertThat(at(made, 200).reason()).isEqualTo("unknown");
        Span wait = at(made, 400);
        assertThat(wait.reason()).isEqualTo("sync (park)");
        assertThat(wait.begin().moved())
                .containsExactly("some.Lock", "jdk.internal.misc.Unsafe.park", "Worker.await");
        Span accepts = made.trace().at(31, Made.at(400 * MS));
        assertThat(accepts.reason()).isEqualTo("network");
        assertThat(made.trace().groups().get(31L)).isEqualTo("never \"heard\" of");
        assertThat(accepts.begin().m()).isEqualTo(901);
        assertThat(made.count("ThreadDump", Fate.EVIDENCE)).isEqualTo(1);
    }

    /** The recording then says of every thread that does something that it does. */
    private void recordLoads() {
        recording
                .event("ActiveSetting")
                .with("id", recording.typeId("ThreadCPULoad"))
                .with("name", "enabled")
                .with("value", "true");
    }

    @Test
    void whatTheLastDumpTellsHoldsSinceTheThreadWasHeardOf() throws IOException {
        recordLoads();
        recording.event("test.Act").at(10 * MS).on(thread);
        recording.event("ThreadDump").at(800 * MS).with("result", DUMP);
        Span wait = at(Made.of(recording, folder), 400);
        assertThat(wait.reason()).isEqualTo("sync (park)");
        assertThat(wait.begin().moved())
                .containsExactly("some.Lock", "jdk.internal.misc.Unsafe.park", "Worker.await");
        assertThat(wait.from()).isBetween(Made.at(10 * MS), Made.at(10 * MS) + 1_000);
        assertThat(wait.end()).as("one wait, to the end").isNull();
    }

    /** As the one that ends a JVM, of which JFR writes no start. */
    @Test
    void aThreadThatOnlyADumpHasWasNotThereBeforeItStarted() throws IOException {
        recordLoads();
        String dump = DUMP.replace("cpu=1ms tid", "cpu=1ms elapsed=0.20s tid");
        recording.event("ThreadDump").at(800 * MS).with("result", dump);
        Span accepts = Made.of(recording, folder).trace().at(31, Made.at(700 * MS));
        assertThat(accepts.reason()).isEqualTo("network");
        assertThat(accepts.from()).isBetween(Made.at(594 * MS), Made.at(596 * MS));
    }

    /** As what becomes of the main thread, of whose start JDK 17 writes nothing. */
    @Test
    void whoOnlyADumpKnowsStartedWhenItSays() throws IOException {
        recordLoads();
        recording.event("test.Act").at(10 * MS).on(thread);
        String late =
                "\n\"DestroyJavaVM\" #26 prio=5 cpu=292.04ms elapsed=0.20s tid=0x7f nid=0x6c9"
                        + " in Object.wait()  [0x7f]\n"
                        + "   java.lang.Thread.State: WAITING (on object monitor)\n"
                        + "\tat java.lang.Object.wait(java.base@17/Native Method)\n";
        recording.event("ThreadDump").at(800 * MS).with("result", late);
        Span wait = Made.of(recording, folder).trace().at(26, Made.at(700 * MS));
        assertThat(wait.reason()).isEqualTo("sync (Object.wait)");
        assertThat(wait.from()).isBetween(Made.at(594 * MS), Made.at(601 * MS));
    }

    /** Nothing is known of what it waited for before that. */
    @Test
    void aThreadThatUsedTheCpuHasBeenHeardOf() throws IOException {
        recordLoads();
        recording.event("test.Act").at(10 * MS).on(thread);
        recording.event("ThreadCPULoad").at(500 * MS).on(thread).with("user", 0.01f);
        recording.event("ThreadDump").at(800 * MS).with("result", DUMP);
        Made made = Made.of(recording, folder);
        assertThat(at(made, 300).reason()).isEqualTo("unknown");
        assertThat(at(made, 700).reason()).isEqualTo("sync (park)");
    }

    /** A wait that ends behind the dump is known from its own event, and what was before is not. */
    @Test
    void aThreadThatIsHeardOfAfterTheLastDumpSpeaksForItself() throws IOException {
        recordLoads();
        recording.event("test.Act").at(10 * MS).on(thread);
        recording.event("ThreadPark").from(500 * MS, 850 * MS).on(thread).in("Other.place");
        recording.event("ThreadDump").at(800 * MS).with("result", DUMP);
        Made made = Made.of(recording, folder);
        assertThat(at(made, 300).reason()).isEqualTo("unknown");
        assertThat(at(made, 700).begin().moved()).containsExactly("Other.place");
    }

    private static final String DEADLOCK =
            String.join(
                    "\n",
                    "Found one Java-level deadlock:",
                    "=============================",
                    "\"transfer-1\":",
                    "  waiting to lock monitor 0x00007f (object 0x00062, a bank.Account),",
                    "  which is held by \"transfer-2\"",
                    "",
                    "\"transfer-2\":",
                    "  waiting for ownable synchronizer 0x00062, (a some.Lock$$Lambda/0x1),",
                    "  which is held by \"transfer-1\"",
                    "",
                    "Java stack information for the threads listed above:",
                    "===================================================",
                    "\"transfer-1\":",
                    "\tat bank.Account.move(Account.java:2)",
                    "",
                    "Found 1 deadlock.",
                    "");

    /** The words are those of HotSpot (deadlockCycle in its vmOperations). */
    @Test
    void aDumpTellsOfDeadlocksOnce() throws IOException {
        recording.event("ThreadDump").at(100 * MS).with("result", DUMP);
        recording.event("ThreadDump").at(300 * MS).with("result", DUMP + DEADLOCK);
        recording.event("ThreadDump").at(500 * MS).with("result", DUMP + DEADLOCK);
        Made made = Made.of(recording, folder);
        assertThat(made.trace().logs("deadlock"))
                .extracting(log -> log.text("Message"))
                .containsExactly(
                        "transfer-1 waits for bank.Account, held by transfer-2;"
                                + " transfer-2 waits for some.Lock$$Lambda, held by transfer-1");
    }

    @Test
    void whatIsNoDumpTellsNothing() throws IOException {
        for (String text :
                List.of("", "\"", "\"x\" #", "\"x\" #7 nid=", "\"x\" #9 nid=0xz", "\tat x.y(")) {
            recording.event("ThreadDump").at(300 * MS).with("result", text);
        }
        recording.event("ThreadDump").at(301 * MS);
        assertThat(Made.of(recording, folder).count("ThreadDump", Fate.EVIDENCE)).isEqualTo(7);
    }

    /** It is woken when there is something to carry; who is carried has a goroutine itself. */
    @Test
    void aCarrierDoesNotRun() throws IOException {
        JfrThread carrier =
                new JfrThread(-1, 0, 20, 2_000, "ForkJoinPool-1-worker-1", "x", false, true);
        recording.event("ThreadPark").from(10 * MS, 20 * MS).on(carrier);
        recording.event("ThreadPark").from(60 * MS, 80 * MS).on(carrier);
        Made made = Made.of(recording, folder);
        assertThat(made.trace().at(20, Made.at(40 * MS)).reason()).isEqualTo("carrier");
        assertThat(made.trace().at(20, Made.at(70 * MS)).reason()).isEqualTo("sync (park)");
        assertThat(made.trace().at(20, Made.at(100 * MS)).reason()).isEqualTo("carrier");
    }

    private Made of(ShownVirtualThreads which) throws IOException {
        return Made.of(recording, folder, 0, Long.MAX_VALUE, Choices.virtualThreads(which));
    }

    @Test
    void virtualThreadsAreFoldedOnRequest() throws IOException {
        JfrThread idle = recording.virtualThread("idle", 30);
        JfrThread busy = recording.virtualThread("busy", 31);
        for (JfrThread virtual : List.of(idle, busy)) {
            recording.event("VirtualThreadStart").at(10 * MS).on(virtual);
            recording.event("VirtualThreadEnd").at(90 * MS).on(virtual);
        }
        recording.event("ThreadSleep").from(20 * MS, 80 * MS).on(busy);

        Made all = of(ShownVirtualThreads.ALL);
        assertThat(all.trace().groups()).containsKeys(30L, 31L);
        assertThat(all.report().foldedThreads()).isZero();

        Made some = of(ShownVirtualThreads.BUSY);
        assertThat(some.trace().groups()).containsKey(31L).doesNotContainKey(30L);
        assertThat(some.report().foldedThreads()).isEqualTo(1);
        assertThat(some.count("VirtualThreadStart", Fate.FOLDED)).isEqualTo(1);

        Made none = of(ShownVirtualThreads.NONE);
        assertThat(none.trace().groups()).doesNotContainKeys(30L, 31L);
        assertThat(none.report().foldedThreads()).isEqualTo(2);
        assertThat(none.count("ThreadSleep", Fate.FOLDED)).isEqualTo(1);
    }
}
