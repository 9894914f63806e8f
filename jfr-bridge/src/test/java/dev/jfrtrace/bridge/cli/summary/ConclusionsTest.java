package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.cli.Run;
import dev.jfrtrace.bridge.mapping.AwaitedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences with which a summary says what matters. */
class ConclusionsTest {
    private static final String THREE_FULL =
            " After 3 full collections, 90.0 MB of the 100.0 MB heap was still in use on average.";

    private static final String ENTER = "sync (monitor enter)";
    private static final String PARK = "sync (park)";
    private static final String[] NEXT_TASK = {
        "java.util.concurrent.ThreadPoolExecutor.getTask", "java.lang.Thread.run"
    };

    @TempDir private Path folder;

    private List<String> of(Path trace) throws IOException {
        List<String> all = new ArrayList<>();
        new ObjectMapper()
                .readTree(Run.of("summary", "--json", trace).out())
                .get("conclusions")
                .forEach(sentence -> all.add(sentence.asText()));
        return all;
    }

    private List<String> of(JvmStory story, long end) throws IOException {
        return of(story.end(end, folder));
    }

    /** Two of a pool wait for what a third thread has; the second one has it in between. */
    private JvmStory lock(long from, long to) throws IOException {
        return new JvmStory()
                .thread(0, 7, "pool-#")
                .thread(0, 8, "pool-#")
                .thread(0, 9, "refresher")
                .waits(from, 7, ENTER, "of app.Cache", "app.Cache.get", "app.Main.run")
                .waits(from, 8, ENTER, "of app.Cache", "app.Cache.get", "app.Main.run")
                .waits(
                        from + (to - from) / 6,
                        9,
                        "sleep",
                        "java.lang.Thread.sleep",
                        "app.Slow.load")
                .goesOn(from + (to - from) * 5 / 6, 9, 0)
                .goesOn(to, 8, 9)
                .goesOn(to + 1, 7, 8);
    }

    @Test
    void aLockIsToldWithWhoWaitedWhereAndWhoKeptIt() throws IOException {
        Path trace = lock(100, 700).vmIsIdle(900).end(1000, folder);

        assertThat(of(trace))
                .containsExactly(
                        "2 threads of pool-# waited for a lock (app.Cache) for 60.1 % of the"
                                + " time: 1.20 s in 2 waits, mostly in app.Cache.get"
                                + " (App.java:7), mostly kept by refresher (meanwhile"
                                + " sleep 67 % in app.Slow.load (App.java:7); running 33 %).");
        assertThat(Run.of("summary", trace).outText())
                .contains("\nIn short\n  2 threads of pool-# waited for a lock ")
                .contains(" refresher meanwhile: sleep 67 % in app.Slow.load (App.java:7); run");
    }

    /** Whoever allocates waits for ZGC, which stops nobody for that. */
    @ParameterizedTest
    @CsvSource({
        "GC mark assist wait for work, waited for the collector to free memory",
        "sync (pinned), waited while pinned to a carrier"
    })
    void aStallIsToldAndSoIsAPin(String reason, String words) throws IOException {
        JvmStory story =
                new JvmStory()
                        .thread(0, 7, "worker")
                        .vmIsIdle(0)
                        .waits(100, 7, reason, "java.util.HashMap.put", "app.Cache.load")
                        .goesOn(600, 7, 0);
        assertThat(of(story, 1000))
                .containsExactly(
                        "The thread worker "
                                + words
                                + " for 50.0 % of the time: 500 ms in 1 wait, mostly in"
                                + " app.Cache.load (App.java:7).");
    }

    @Test
    void whatIsLittleIsNotTold() throws IOException {
        assertThat(of(lock(100, 150).vmIsIdle(900), 1000)).containsExactly("Nothing stands out.");
    }

    /** Who waits for work is not slow, and where it waits in the midst of it, that is told. */
    @Test
    void idleTimeCountsForNobody() throws IOException {
        JvmStory story =
                new JvmStory()
                        .thread(0, 7, "pool-#")
                        .vmIsIdle(0)
                        .waits(10, 7, PARK, NEXT_TASK)
                        .goesOn(900, 7, 0)
                        .waits(920, 7, "sleep", "java.lang.Thread.sleep", "app.Retry.pause")
                        .goesOn(990, 7, 0);
        assertThat(of(story, 1000))
                .containsExactly(
                        "The thread pool-# waited during tasks (sleep) for 63.6 % of the"
                                + " non-idle time: 70.0 ms in 1 wait, mostly in"
                                + " app.Retry.pause (App.java:7).");
    }

    @Test
    void whoOnlyIdlesOrSleepsIsNotTold() throws IOException {
        JvmStory story =
                new JvmStory()
                        .thread(0, 7, "pool-#")
                        .thread(0, 8, "timer")
                        .vmIsIdle(0)
                        .waits(10, 7, PARK, NEXT_TASK)
                        .waits(10, 8, "sleep", "java.lang.Thread.sleep", "app.Timer.run");
        assertThat(of(story, 1000)).containsExactly("Nothing stands out.");
    }

    /** A port tells a server; a caller's is not in a trace. */
    @Test
    void aServerIsTold() throws IOException {
        JvmStory story =
                new JvmStory()
                        .thread(0, 7, "caller")
                        .thread(0, 8, "handler")
                        .vmIsIdle(0)
                        .waits(
                                100,
                                7,
                                "network",
                                "of db:5432",
                                "java.net.Socket.read",
                                "app.Db.ask")
                        .waits(
                                100,
                                8,
                                "network",
                                "of 10.0.0.7",
                                "java.net.Socket.read",
                                "app.In.read");
        assertThat(of(story, 1000))
                .containsExactly(
                        "The thread caller waited for the server db:5432 for 90.0 % of the time:"
                                + " 900 ms in 1 wait, mostly in app.Db.ask (App.java:7).");
    }

    /** What a server's handler does for a client is what counts, not until when that asks. */
    @Test
    void whoWaitsForTheNextRequestIsIdle() throws IOException {
        JvmStory story =
                new JvmStory()
                        .thread(0, 7, "handler")
                        .vmIsIdle(0)
                        .waits(
                                0,
                                7,
                                "network",
                                "of localhost",
                                "java.net.Socket.read",
                                "app.Server.serve",
                                "java.lang.Thread.run")
                        .goesOn(800, 7, 0)
                        .waits(
                                800,
                                7,
                                ENTER,
                                "of app.Prices",
                                "app.Prices.quote",
                                "app.Server.serve",
                                "java.lang.Thread.run")
                        .goesOn(900, 7, 0);
        assertThat(of(story, 1000))
                .containsExactly(
                        "The thread handler waited for a lock (app.Prices) for 50.0 % of the"
                                + " non-idle time: 100 ms in 1 wait, mostly in app.Prices.quote"
                                + " (App.java:7).");
    }

    /** A pool lends what somebody needs; a loop takes what is to be done. */
    @Test
    void whoTakesTheNextItemIsIdleAndWhoBorrowsIsNot() throws IOException {
        String take = "java.util.concurrent.LinkedBlockingQueue.take";
        JvmStory story =
                new JvmStory()
                        .thread(0, 7, "consumer")
                        .vmIsIdle(0)
                        .waits(0, 7, PARK, take, "app.Consumer.next", "app.Consumer.run")
                        .goesOn(700, 7, 0)
                        .waits(700, 7, PARK, take, "app.Pool.borrow", "app.Consumer.run")
                        .goesOn(900, 7, 0);
        assertThat(of(story, 1000))
                .containsExactly(
                        "The thread consumer waited to borrow from a pool (app.Pool) for 66.7 % of"
                                + " the non-idle time: 200 ms in 1 wait, mostly in app.Consumer.run"
                                + " (App.java:7).");
    }

    /** A recorder that cannot walk a stack further has seen nothing of what the queue is for. */
    @Test
    void ofWhoeverAsksAQueueFromNowhereNothingIsTold() throws IOException {
        JvmStory story =
                new JvmStory()
                        .thread(0, 7, "pool-#")
                        .vmIsIdle(0)
                        .waits(10, 7, PARK, NEXT_TASK)
                        .goesOn(500, 7, 0)
                        .waits(
                                500,
                                7,
                                PARK,
                                "java.util.concurrent.LinkedBlockingQueue.take",
                                "org.apache.tomcat.util.threads.TaskQueue.take")
                        .goesOn(990, 7, 0);
        assertThat(of(story, 1000)).containsExactly("Nothing stands out.");
    }

    private JvmStory results(int count) throws IOException {
        JvmStory story = new JvmStory().thread(0, 7, "client").thread(0, 8, "worker-#").vmIsIdle(0);
        for (int i = 0; i < count; i++) {
            story.waits(
                            50 + 80 * i,
                            7,
                            PARK,
                            "of java.util.concurrent.FutureTask",
                            "app.Client.ask")
                    .goesOn(110 + 80 * i, 7, 8);
        }
        return story;
    }

    @Test
    void whoWaitsForResultsOftenIsTold() throws IOException {
        assertThat(of(results(10), 1000))
                .containsExactly(
                        "The thread client waited for results of others"
                                + " (java.util.concurrent.FutureTask) for 60.0 % of the time: 600 ms in 10 waits, mostly in"
                                + " app.Client.ask (App.java:7), mostly from worker-# (meanwhile running 100 %).");
        assertThat(of(results(9), 1000)).containsExactly("Nothing stands out.");
    }

    /** One of three is late, ten times, and ends what the others wait for. */
    private static JvmStory meetings(String... frames) throws IOException {
        JvmStory story = new JvmStory().vmIsIdle(0);
        story.thread(0, 6, "party-#").thread(0, 7, "party-#").thread(0, 8, "late");
        for (int i = 0; i < 10; i++) {
            story.waits(50 + 80 * i, 6, PARK, frames).waits(50 + 80 * i, 7, PARK, frames);
            story.goesOn(110 + 80 * i, 6, 8).goesOn(110 + 80 * i, 7, 8);
        }
        return story;
    }

    @Test
    void whoWaitsForOthersToComeAsFarIsTold() throws IOException {
        String told =
                "2 threads of party-# waited for others to arrive (java.util.concurrent.%s)"
                        + " for 60.0 %% of the time: 1.20 s in 20 waits, mostly in app.Step.run"
                        + " (App.java:7), mostly ended by late (meanwhile running 100 %%).";
        String advance = "java.util.concurrent.Phaser.arriveAndAwaitAdvance";
        assertThat(
                        of(
                                meetings(
                                        "of java.util.concurrent.Phaser$QNode",
                                        advance,
                                        "app.Step.run"),
                                1000))
                .containsExactly(String.format(told, "Phaser$QNode"));
        String condition =
                "of java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject";
        String barrier = "java.util.concurrent.CyclicBarrier.dowait";
        assertThat(of(meetings(condition, barrier, "app.Step.run"), 1000))
                .containsExactly(String.format(told, "CyclicBarrier"));
    }

    @Test
    void whoWaitsForAClassIsTold() throws IOException {
        JvmStory story = new JvmStory().vmIsIdle(0).thread(0, 7, "first").thread(0, 8, "second");
        story.waits(5, 7, "sleep", "java.lang.Thread.sleep", "app.Config.<clinit>");
        String awaited = "of " + AwaitedName.CLASS_INITIALIZATION;
        story.waits(10, 8, "sync (Object.wait)", awaited, "app.Main.run");
        story.goesOn(700, 7, 0).goesOn(710, 8, 7);
        assertThat(of(story, 1000))
                .containsExactly(
                        "The thread second waited for another thread to initialize a class for"
                                + " 70.0 % of the time: 700 ms in 1 wait, mostly in app.Main.run"
                                + " (App.java:7), mostly ended by first (meanwhile sleep 99 % in"
                                + " app.Config.<clinit> (App.java:7)).");
    }

    /** Each has begun with a class, and needs that of the other. */
    @Test
    void whichClassesWaitForEachOtherIsTold() throws IOException {
        JvmStory story = new JvmStory().vmIsIdle(0).thread(0, 7, "first").thread(0, 8, "second");
        String[] classes = {"app.Left", "app.Right"};
        for (int i = 0; i < 2; i++) {
            String awaited = "of " + AwaitedName.initializationOf(classes[1 - i]);
            story.waits(10 + i, 7 + i, "sync (waiting)", awaited, classes[i] + ".<clinit>");
        }
        assertThat(of(story, 1000))
                .anyMatch(
                        told ->
                                told.startsWith(
                                        "The thread first waited for another thread to initialize a class"
                                                + " (app.Right) for 99.0 % of the time"))
                .anyMatch(
                        told ->
                                told.startsWith(
                                        "The thread second waited for another thread to initialize a class"
                                                + " (app.Left) for 98.9 % of the time"));
    }

    /** JFR tells of a thread every ten seconds, and of the compilers' when they end. */
    @Test
    void whatCompilersTookIsNotMuchOfWhatIsUnknown() throws IOException {
        JvmStory story =
                new JvmStory()
                        .vmIsIdle(0)
                        .thread(0, 7, "main")
                        .thread(0, 8, "C2 CompilerThread#")
                        .log(999, 8, "cpu time", "400 ms of CPU time within 999 ms")
                        .log(999, 7, "cpu time", "2000 ms of CPU time within 999 ms, by this JVM");
        assertThat(of(story, 1000))
                .noneMatch(told -> told.startsWith("The JVM's compilers"))
                .noneMatch(told -> told.contains("the whole JVM used"));
    }

    /** Of a second: by the main thread, a compiler, and the whole JVM, in milliseconds. */
    private static JvmStory cpuTaken(long main, long compiler, long jvm) throws IOException {
        String taken = "%d ms of CPU time within 999 ms";
        return new JvmStory()
                .vmIsIdle(0)
                .thread(0, 7, "main")
                .thread(0, 8, "C2 CompilerThread#")
                .log(999, 7, "cpu time", String.format(taken, main))
                .log(999, 8, "cpu time", String.format(taken, compiler))
                .log(999, 7, "cpu time", String.format(taken + ", by this JVM", jvm));
    }

    @Test
    void whereNothingStandsOutWhoMayHangIsTold() throws IOException {
        JvmStory story = new JvmStory().vmIsIdle(0).thread(0, 7, "main").thread(0, 8, "other");
        story.waits(100, 7, "sync (park)", "java.util.concurrent.Foo.await", "app.Main.run")
                .waits(700, 8, "sync (park)", "java.util.concurrent.Foo.await", "app.Other.run");
        assertThat(of(story, 1000))
                .containsExactly(
                        "Nothing stands out.",
                        "main waits until the end, for 900 ms, in app.Main.run (App.java:7);"
                                + " unless that is intended, it hangs.");
    }

    /** Two threads that sleep in tasks for 900 ms, and run for the rest. */
    private static JvmStory busyPool(String runner, int millisOfCpu) throws IOException {
        return busyPool(0, runner, millisOfCpu);
    }

    private static JvmStory busyPool(int begin, String runner, int millisOfCpu) throws IOException {
        JvmStory story = new JvmStory().vmIsIdle(0);
        story.thread(begin, 7, "pool-#").thread(begin, 8, "pool-#");
        for (int g = 7; g <= 8; g++) {
            story.waits(
                    begin + 10 + g, g, "sleep", "java.lang.Thread.sleep", "app.Task.run", runner);
        }
        story.goesOn(917, 7, 0).goesOn(918, 8, 0);
        String taken = millisOfCpu + " ms of CPU time within 999 ms";
        return story.log(999, 7, "cpu time", taken).log(999, 8, "cpu time", taken);
    }

    @Test
    void aPoolWithoutTimeToSpareIsTold() throws IOException {
        String runner = "java.util.concurrent.ThreadPoolExecutor.runWorker";
        String unlessItGrows =
                ": unless the pool can grow, a new task mostly had to wait for one of them.";
        assertThat(of(busyPool(runner, 99), 1000))
                .anyMatch(
                        told ->
                                told.matches(
                                        "The 2 threads of pool-# were busy nearly all the time \\(at most"
                                                + " 0\\.\\d % to spare\\)"
                                                + unlessItGrows));
        // What they are shown running beyond their CPU time may have been waiting for tasks.
        assertThat(of(busyPool(runner, 20), 1000)).noneMatch(told -> told.contains("spare"));
        // Threads that work by themselves have nobody who waits for them.
        assertThat(of(busyPool("app.Loop.run", 99), 1000))
                .noneMatch(told -> told.contains("spare"));
    }

    /** A program has most of its pools some seconds after its start. */
    @Test
    void aPoolWithoutTimeToSpareIsToldFromItsBeginOn() throws IOException {
        String runner = "java.util.concurrent.ThreadPoolExecutor.runWorker";
        assertThat(of(busyPool(400, runner, 99), 1000))
                .anyMatch(told -> told.startsWith("The 2 threads of pool-# were busy nearly all"));
        assertThat(of(busyPool(600, runner, 99), 1000)).noneMatch(told -> told.contains("spare"));
    }

    /** One may feed the other, so the larger is not always the cause. */
    @Test
    void otherPoolsWithoutTimeToSpareAreNamed() throws IOException {
        JvmStory story = new JvmStory().vmIsIdle(0);
        String taken = "99 ms of CPU time within 999 ms";
        for (int g = 7; g <= 9; g++) {
            story.thread(0, g, g < 9 ? "web-#" : "task-#");
        }
        story.thread(0, 6, "task-#");
        for (int g = 6; g <= 9; g++) {
            String runner = "java.util.concurrent.ThreadPoolExecutor.runWorker";
            story.waits(10 + g, g, "sleep", "java.lang.Thread.sleep", "app.Task.run", runner);
        }
        for (int g = 6; g <= 9; g++) {
            story.goesOn(917 + g, g, 0);
        }
        for (int g = 6; g <= 9; g++) {
            story.log(999, g, "cpu time", taken);
        }
        assertThat(of(story, 1000))
                .anyMatch(told -> told.contains(" for one of them (the same holds for the 2 of "));
    }

    /** As of a JVM that ends at once. */
    @Test
    void aPartOfVeryLittleIsNotTold() throws IOException {
        JvmStory story = new JvmStory().thread(0, 7, "main");
        story.stop(10, "GC Pause").endOfStop(15).vmIsIdle(16);
        assertThat(of(story, 40)).noneMatch(told -> told.contains("stood still"));
    }

    /** A client of an executor's tasks completes some of them itself. */
    @Test
    void whoRunsATaskNowAndThenIsNoPool() throws IOException {
        JvmStory story = new JvmStory().vmIsIdle(0);
        story.thread(0, 7, "caller-#").thread(0, 8, "caller-#");
        String[] inTask = {"app.Http.send", "java.util.concurrent.CompletableFuture$AsyncRun.run"};
        String[] sleep = {"java.lang.Thread.sleep", "app.Caller.run"};
        story.waits(10, 7, "sleep", sleep).waits(11, 8, "sleep", sleep);
        story.goesOn(900, 7, 0).goesOn(901, 8, 0);
        story.waits(920, 7, PARK, inTask).waits(921, 8, PARK, inTask);
        story.goesOn(930, 7, 0).goesOn(931, 8, 0);
        String taken = "99 ms of CPU time within 999 ms";
        story.log(999, 7, "cpu time", taken).log(999, 8, "cpu time", taken);
        assertThat(of(story, 1000)).noneMatch(told -> told.contains("spare"));
    }

    /** No thread is known to have waited for it, so it comes last. */
    @Test
    void whatTheJvmTookItselfIsTold() throws IOException {
        assertThat(of(cpuTaken(600, 400, 2000), 1000))
                .containsExactly(
                        "Of the 2.00 s of CPU time that the whole JVM used, Java threads and"
                                + " compilers account for 1.00 s; the rest went to the collector or to"
                                + " threads of native libraries.",
                        "The JVM's compilers used 400 ms of the 1.00 s of CPU time that threads are"
                                + " known to have used.");
    }

    /** What a system call takes is mostly not CPU, and is not shown as running. */
    @Test
    void whoTakesLittleCpuInASystemCallIsNotMisleading() throws IOException {
        JvmStory story =
                new JvmStory()
                        .vmIsIdle(0)
                        .thread(0, 7, "main")
                        .call(300, 7, "/var/log/app.log", "app.Log.read")
                        .endOfCall(990, 7)
                        .log(999, 7, "cpu time", "300 ms of CPU time within 999 ms");
        assertThat(of(story, 1000))
                .noneSatisfy(told -> assertThat(told).contains("though shown running"));
    }

    @Test
    void whatTheJvmTookItselfIsNotToldWhereItIsLittle() throws IOException {
        assertThat(of(cpuTaken(800, 300, 2100), 1000)).containsExactly("Nothing stands out.");
        assertThat(of(cpuTaken(600, 280, 900), 1500)).containsExactly("Nothing stands out.");
    }

    /** Those who give something back tell what was done with it meanwhile. */
    @Test
    void whoGivesBackWhatAPoolLendsIsTold() throws IOException {
        JvmStory story = new JvmStory().vmIsIdle(0).thread(0, 7, "http-#").thread(0, 8, "http-#");
        story.waits(10, 7, PARK, NEXT_TASK).waits(10, 8, PARK, NEXT_TASK);
        story.goesOn(100, 7, 0).goesOn(100, 8, 0);
        story.waits(101, 7, "sleep", "java.lang.Thread.sleep", "app.Payment.call");
        String poll = "java.util.concurrent.SynchronousQueue.poll";
        story.waits(101, 8, PARK, poll, "app.Pool.borrow", "app.Handler.run");
        story.goesOn(800, 7, 0).goesOn(801, 8, 7);
        assertThat(of(story, 1000))
                .anySatisfy(
                        told ->
                                assertThat(told)
                                        .contains("mostly in app.Handler.run")
                                        .contains("mostly ended by each other (meanwhile sleep"));
    }

    @Test
    void threadsWithoutANameAreNotToldAsOnesOfThatName() {
        assertThat(Conclusion.who("virtual thread", 360)).isEqualTo("360 virtual threads");
        assertThat(Conclusion.who("virtual thread", 1)).isEqualTo("The thread virtual thread");
        assertThat(Conclusion.who("pool-#", 2)).isEqualTo("2 threads of pool-#");
    }

    /**
     * Nothing is heard of threads in a stop, and little of a program that hardly does anything
     * else.
     */
    @Test
    void longStopsComeFirst() throws IOException {
        JvmStory story =
                new JvmStory()
                        .stop(100, "GC Pause (G1Full)")
                        .endOfStop(900)
                        .vmIsIdle(901)
                        .thread(910, 7, "main")
                        .thread(910, 8, "other")
                        .waits(911, 8, ENTER, "of app.Cache", "app.Cache.get", "app.Main.run")
                        .goesOn(999, 8, 7);
        assertThat(of(story, 1000))
                .satisfiesExactly(
                        stop -> assertThat(stop).startsWith("All threads stood still for 80.0 %"),
                        lock -> assertThat(lock).startsWith("The thread other waited for a lock"));
    }

    /**
     * Whatever fills the heap, it is no reason to stop all threads where somebody asked for that.
     */
    @Test
    void whoAsksForCollectionsIsTold() throws IOException {
        JvmStory story = new JvmStory().thread(0, 7, "cleaner");
        for (int i = 0; i < 3; i++) {
            story.log(
                    300 * i + 10,
                    7,
                    "alloc",
                    "byte[], about 40 MB",
                    "app.Page.load",
                    "app.Main.run");
            story.log(
                    300 * i + 20,
                    7,
                    "System.gc",
                    "a full collection",
                    "java.lang.System.gc",
                    "app.Cache.clean",
                    "app.Main.run");
            story.stop(300 * i + 21, "GC Pause Full (G1Full, System.gc())")
                    .endOfStop(300 * i + 200);
        }
        story.log(880, 7, "System.gc", "a full collection", "app.Other.clean", "app.Main.run");
        assertThat(of(story.vmIsIdle(900), 1000))
                .anySatisfy(
                        told ->
                                assertThat(told)
                                        .startsWith(
                                                "All threads stood still for 53.7 % of the time")
                                        .endsWith(
                                                ", mostly for GC Pause Full (G1Full, System.gc())."
                                                        + " cleaner called System.gc 3 times in"
                                                        + " app.Cache.clean (App.java:7)"
                                                        + " (also called in 1 more place)."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GC Pause (G1Full, G1 Compaction Pause)    | 90",
                "GC Pause (ParallelOld, Allocation Failure)| 90",
                "GC Pause Full (Shenandoah, Allocation Failure) | 90",
                // Much was free, or none of these tells what is in use.
                "GC Pause (SerialOld, Allocation Failure)  | 40",
                "GC Pause (G1New, G1 Evacuation Pause)     | 90",
                "GC Pause Degenerated GC (Mark) (Shenandoah, Allocation Failure) | 90",
                "GC Pause (ParallelOld, System.gc())       | 90",
            })
    void whatFullCollectionsCannotFreeIsTold(String pause, int used) throws IOException {
        JvmStory story = new JvmStory();
        for (int i = 0; i < 3; i++) {
            story.stop(300 * i + 20, pause)
                    .heap(300 * i + 100, used * 1_000_000L, 100_000_000)
                    .endOfStop(300 * i + 200)
                    .heap(300 * i + 250, 100_000_000, 100_000_000);
        }
        String told = of(story.vmIsIdle(900), 1000).get(0);
        assertThat(told).startsWith("All threads stood still for 54.0 % of the time");
        boolean isTold = used == 90 && pause.matches(".*(G1Full|ParallelOld, A|Pause Full).*");
        assertThat(told.endsWith(THREE_FULL)).isEqualTo(isTold);
        assertThat(told.contains("After 3 full")).isEqualTo(isTold);
    }

    /**
     * Nor where classes or code need room, or somebody looks at the heap; nor by a few samples,
     * each of which stands for whatever its thread has allocated before.
     */
    @ParameterizedTest
    @CsvSource({
        "G1 Evacuation Pause, 20, true",
        "G1 Evacuation Pause, 19, false",
        "Allocation Failure, 20, true",
        "Metadata GC Threshold, 20, false",
        "CodeCache GC Threshold, 20, false",
        "Heap Inspection Initiated GC, 20, false"
    })
    void whatFillsTheHeapIsToldWhereThatStopsThreads(String cause, int samples, boolean isTold)
            throws IOException {
        JvmStory story = new JvmStory().thread(0, 7, "main");
        for (int i = 0; i < samples; i++) {
            story.log(10 + i, 7, "alloc", "byte[], about 40 MB", "app.Page.load", "app.Main.run");
        }
        story.stop(100, "GC Pause (G1New, " + cause + ")").endOfStop(300).vmIsIdle(310);
        assertThat(of(story, 1000))
                .anySatisfy(
                        told ->
                                assertThat(told.contains("% of what was allocated is byte[]"))
                                        .isEqualTo(isTold));
    }

    /** Until then it ran, though JFR does not say who was late. */
    @ParameterizedTest
    @CsvSource({"700, true", "200, false"})
    void whoRanWhileOthersWaitedForASafepointWasLate(int late, boolean isTold) throws IOException {
        JvmStory story =
                new JvmStory()
                        .thread(0, 7, "counting")
                        .stop(100, "safepoint sync")
                        .standsStill(100, 7)
                        .endOfStop(100 + late)
                        .moves(100 + late, 7)
                        .waits(120 + late, 7, "unknown")
                        .log(
                                990,
                                2,
                                "cpu time",
                                "700 ms of CPU time within 980 ms, by G7 counting");
        assertThat(of(story, 1000))
                .anySatisfy(
                        told -> {
                            assertThat(told)
                                    .startsWith("The thread counting used 700 ms of CPU time");
                            assertThat(
                                            told.contains(
                                                    "for this thread at a safepoint, or in native code"))
                                    .isEqualTo(isTold);
                        })
                .anyMatch(told -> told.contains("mostly until the last of them had reached"));
    }

    @Test
    void aRecordingMayTellOfNobody() throws IOException {
        assertThat(of(new JvmStory().vmIsIdle(10), 1000))
                .containsExactly("Nothing can be said: the recording has no events of threads.");
    }

    /** Nobody else wanted them meanwhile. */
    @ParameterizedTest
    @CsvSource({"950, 94, false", "500, 94, true", "950, 20, true"})
    void cpusThatTheCollectorTookInStopsWereNotScarce(long end, int ours, boolean areScarce)
            throws IOException {
        String full = "all CPUs were busy for 0.8 s: this JVM took %d %%, others %d %%";
        JvmStory story =
                new JvmStory()
                        .thread(0, 7, "main")
                        .stop(10, "GC Pause (ParallelOld, Ergonomics)")
                        .endOfStop(end)
                        .log(
                                990,
                                7,
                                "machine",
                                String.format(full, ours, 98 - ours)
                                        + "; who is running may have waited for one")
                        .vmIsIdle(995);
        assertThat(of(story, 1000).stream().anyMatch(told -> told.startsWith("CPU was scarce")))
                .isEqualTo(areScarce);
    }

    @Test
    void stopsAreTold() throws IOException {
        JvmStory story =
                new JvmStory()
                        .stop(100, "safepoint sync")
                        .endOfStop(125)
                        .stop(125, "GC Pause (G1New)")
                        .endOfStop(225)
                        .vmIsIdle(230)
                        .thread(250, 7, "main");
        assertThat(of(story, 1000))
                .containsExactly(
                        "All threads stood still for 12.5 % of the time (125 ms in 1 stop, the longest"
                                + " 125 ms at 0.100 s), mostly for GC Pause (G1New).",
                        "Threads reached safepoints late, by up to 25.0 ms (at 0.100 s); all other threads"
                                + " waited for them, 25.0 ms in all over 1 safepoint.");
    }

    @Test
    void whoIsLateWhileOthersHaveTheCpusMayHaveHadNone() throws IOException {
        JvmStory story =
                new JvmStory()
                        .thread(0, 7, "main")
                        .stop(100, "safepoint sync")
                        .endOfStop(125)
                        .log(
                                900,
                                7,
                                "machine",
                                "all CPUs were busy for 0.8 s: this JVM took 10 %, others 88 %; who is"
                                        + " running may have waited for one")
                        .vmIsIdle(950);
        assertThat(of(story, 1000))
                .anyMatch(
                        told ->
                                told.endsWith(
                                        "over 1 safepoint. They may have been waiting for a CPU."));
    }

    @Test
    void whereTheCpuGoesIsTold() throws IOException {
        JvmStory story =
                new JvmStory()
                        .thread(0, 7, "main")
                        .vmIsIdle(0)
                        .samples(100, 7, 70, "app.Hash.next", "app.Main.run")
                        .samples(200, 7, 30, "app.Other.go");
        assertThat(of(story, 1000))
                .containsExactly(
                        "70.0 % of 100 CPU samples were in app.Hash.next, called by app.Main.run.");
    }

    /** JFR could walk no stack for most of the time: nobody knows what was hot. */
    @Test
    void samplesOfLittleAreNoConclusion() throws IOException {
        Path trace =
                new JvmStory()
                        .thread(0, 7, "main")
                        .vmIsIdle(0)
                        .samples(100, 7, 100, "app.Hash.next", "app.Main.run")
                        .end(3000, folder);
        assertThat(of(trace)).containsExactly("Nothing stands out.");
        assertThat(Run.of("summary", trace).outText())
                .contains("  SAMPLES: CPU samples cover only 100 ms of the 3.00 s for which their");
    }

    @Test
    void aLackOfCpusIsTold() throws IOException {
        Path trace = Files.write(folder.resolve("s.trace"), CpuShortageTest.starved());
        assertThat(of(trace))
                .contains(
                        "CPU was scarce: the cgroup's quota withheld 1.25 s of CPU time from this"
                                + " JVM within 1.01 s.",
                        "CPU was scarce: all CPUs were busy for 10.0 % of the time.");
    }

    @Test
    void whatIsNotKnownIsSaidToBeUnknown() throws IOException {
        JvmStory story = new JvmStory().thread(0, 7, "main").vmIsIdle(0).waits(300, 7, "unknown");
        assertThat(of(story, 1000))
                .containsExactly(
                        "Nothing stands out in what is known, but what threads waited for is unknown"
                                + " for 70.0 % of their time (not counting known idle time).");
        story = new JvmStory().thread(0, 7, "main").vmIsIdle(0);
        story.waits(300, 7, "unknown", "db.Native.step", "app.Dao.find");
        assertThat(of(story, 1000).get(0))
                .endsWith("(not counting known idle time), mostly in db.Native.step (App.java:7).");
    }

    @Test
    void aDeadlockComesFirst() throws IOException {
        JvmStory story = lock(100, 700).log(800, 9, "deadlock", "a waits for b").vmIsIdle(900);
        assertThat(of(story, 1000))
                .hasSize(2)
                .first()
                .isEqualTo("Threads are deadlocked: see DEADLOCK.");
    }
}
