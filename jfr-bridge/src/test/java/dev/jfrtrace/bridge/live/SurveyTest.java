package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.Script;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is looked at, and who is reported. */
@Timeout(60)
class SurveyTest {
    @TempDir private Path folder;

    private final CountDownLatch released = new CountDownLatch(1);
    private final Survey survey = new Survey(new RunQueue(javaId -> 0), new SilentPlaces());
    private final AtomicBoolean done = new AtomicBoolean();
    private Thread idle;
    private Thread busy;

    @BeforeEach
    void startAnIdleThread() throws InterruptedException {
        idle = Script.start("idle", released::await);
        while (idle.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
    }

    @AfterEach
    void letThemGo() throws InterruptedException {
        released.countDown();
        done.set(true);
        idle.join();
        if (busy != null) {
            busy.join();
        }
    }

    /** The states that were recorded of a thread. */
    private List<String> said(Thread of, Script.Work looks) throws Exception {
        return recorded(ThreadStateEvent.NAME, of, looks).stream()
                .map(event -> event.getString("state"))
                .toList();
    }

    private List<RecordedEvent> recorded(String name, Thread of, Script.Work looks)
            throws Exception {
        Path file = folder.resolve("survey.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(name);
            recording.start();
            looks.run();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (!event.getEventType().getName().equals(name)) {
                continue;
            }
            RecordedThread thread = event.getThread("thread");
            if (thread != null && thread.getJavaThreadId() == Survey.id(of)) {
                events.add(event);
            }
        }
        return events;
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            survey.next();
        }
    }

    @Test
    void theFirstLookReportsEverybody() throws Exception {
        assertThat(said(idle, survey::first)).containsExactly("WAITING");
        assertThat(said(Thread.currentThread(), survey::first)).containsExactly("RUNNABLE");
    }

    @Test
    void aNewNameIsReportedOnce() throws Exception {
        List<RecordedEvent> said =
                recorded(
                        ThreadNameEvent.NAME,
                        idle,
                        () -> {
                            survey.first();
                            look(2);
                            idle.setName("renamed");
                            look(3);
                        });
        assertThat(said).extracting(event -> event.getString("name")).containsExactly("renamed");
    }

    @Test
    void whoWasReportedAndStaysIdleIsNotReportedAgain() throws Exception {
        assertThat(
                        said(
                                idle,
                                () -> {
                                    survey.first();
                                    look(10);
                                }))
                .hasSize(1);
    }

    @Test
    void anIdleThreadIsReportedOnce() throws Exception {
        assertThat(said(idle, () -> look(1))).isEmpty();
        assertThat(said(idle, () -> look(10))).containsExactly("WAITING");
        assertThat(said(idle, () -> look(10))).isEmpty();
    }

    @Test
    void aBusyThreadIsNotReported() throws Exception {
        Thread busy = startBusy();
        List<String> said =
                said(
                        busy,
                        () -> {
                            for (int i = 0; i < 5; i++) {
                                awaitCpu(busy);
                                survey.next();
                            }
                        });
        assertThat(said).isEmpty();
    }

    private Thread startBusy() {
        busy =
                Script.start(
                        "busy",
                        () -> {
                            while (!done.get()) {
                                Thread.onSpinWait();
                            }
                        });
        return busy;
    }

    /** Each look tells of the time since the one before. */
    @Test
    void aBusyThreadsTimesAreRecorded() throws Exception {
        Thread computing = startBusy();
        List<RecordedEvent> looks =
                recorded(
                        ThreadCpuEvent.NAME,
                        computing,
                        () -> {
                            survey.first();
                            for (int i = 0; i < 3; i++) {
                                awaitCpu(computing);
                                Thread.sleep(50);
                                survey.next();
                            }
                        });
        assertThat(looks).hasSize(3);
        for (RecordedEvent look : looks) {
            assertThat(look.getDuration()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
            assertThat(look.getDuration("cpu")).isPositive();
            // Two clocks, read one after the other.
            assertThat(look.getDuration("cpu"))
                    .isLessThan(look.getDuration().plus(Duration.ofMillis(20)));
            assertThat(look.getLong("waiting")).isEqualTo(RunQueue.UNKNOWN);
            assertThat(look.getInt("processors"))
                    .isEqualTo(Runtime.getRuntime().availableProcessors());
        }
    }

    @Test
    void anIdleThreadHasNoTimes() throws Exception {
        assertThat(
                        recorded(
                                ThreadCpuEvent.NAME,
                                idle,
                                () -> {
                                    survey.first();
                                    Thread.sleep(50);
                                    look(3);
                                }))
                .isEmpty();
    }

    /** Returns when the thread has used some CPU since the call. */
    private static void awaitCpu(Thread thread) throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getThreadCpuTime(Survey.id(thread));
        while (threads.getThreadCpuTime(Survey.id(thread)) == before) {
            Thread.sleep(1);
        }
    }

    @Test
    void nothingIsRecordedWhereNobodyWantsIt() throws Exception {
        assertThat(said(idle, () -> {})).isEmpty();
    }

    @Test
    void theAliveAreThoseThatLive() throws Exception {
        assertThat(Survey.aliveIds()).contains(Survey.id(idle), Survey.id(Thread.currentThread()));
        Thread dead = Script.start("dead", () -> {});
        dead.join();
        assertThat(Survey.aliveIds()).doesNotContain(Survey.id(dead));
        assertThat(Survey.alive()).doesNotContainNull().contains(idle).doesNotContain(dead);
    }

    @Test
    void theAliveIncludeThreadsOfGroupsWithin() throws Exception {
        ThreadGroup inner = new ThreadGroup(new ThreadGroup("outer"), "inner");
        Thread thread = new Thread(inner, Script.quietly(released::await), "grouped");
        thread.start();
        assertThat(Survey.alive()).contains(thread);
        released.countDown();
        thread.join();
    }
}
