package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was waited for is the innermost frame of a wait; of an array it is told what it is for. */
class AwaitedClassTest {
    private static final CountDownLatch INITIALIZING = new CountDownLatch(1);
    private static final CountDownLatch GO_ON = new CountDownLatch(1);

    /** Takes its time to be initialized. */
    private static final class Slow {
        static int value = make();

        private static int make() {
            INITIALIZING.countDown();
            try {
                GO_ON.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 1;
        }
    }

    @TempDir private Path folder;

    private static void enable(Recording recording) {
        recording.enable("jdk.JavaMonitorWait").withStackTrace().withThreshold(Duration.ZERO);
        recording.enable("jdk.JavaMonitorEnter").withStackTrace().withThreshold(Duration.ZERO);
        recording.enable("jdk.ThreadStart");
    }

    private static List<String> awaited(Script script, Thread thread) {
        return script.trace().spans(thread.getId(), "Waiting").stream()
                .filter(span -> !span.begin().stack().isEmpty())
                .map(span -> span.begin().stack().get(0))
                .toList();
    }

    @Test
    void whoWaitsForAnArrayOfTheProgramDoesNotWaitForAClass() throws Exception {
        Thread[] waiter = new Thread[1];
        Script script =
                Script.record(
                        folder,
                        AwaitedClassTest::enable,
                        () -> {
                            int[] lock = {0};
                            waiter[0] =
                                    Script.start(
                                            "waiter",
                                            () -> {
                                                synchronized (lock) {
                                                    lock.wait(20);
                                                }
                                            });
                            waiter[0].join();
                        });
        assertThat(awaited(script, waiter[0]))
                .contains("int[]")
                .doesNotContain("class initialization (int[])");
    }

    @Test
    void whoWaitsForAClassSaysSoWhereTheJvmDoes() throws Exception {
        Thread[] second = new Thread[1];
        Script script =
                Script.record(
                        folder,
                        AwaitedClassTest::enable,
                        () -> {
                            Thread first =
                                    Script.start("first", () -> assertThat(Slow.value).isOne());
                            INITIALIZING.await();
                            second[0] =
                                    Script.start("second", () -> assertThat(Slow.value).isOne());
                            while (second[0].getState() == Thread.State.NEW) {
                                Thread.onSpinWait();
                            }
                            Thread.sleep(50);
                            GO_ON.countDown();
                            first.join();
                            second[0].join();
                        });
        long told = script.events("jdk.JavaMonitorWait", second[0]).size();
        assertThat(awaited(script, second[0]))
                .filteredOn("class initialization (int[])"::equals)
                .hasSize((int) told);
    }
}
