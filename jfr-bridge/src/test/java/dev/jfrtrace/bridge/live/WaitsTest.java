package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.bridge.translate.BlockReason;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads that wait, and why they are said to. */
@Timeout(60)
class WaitsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** What a thread is seen to wait for, once it is seen to wait for that. */
    private static Waits.Wait awaitReason(Thread thread, BlockReason reason) throws Exception {
        Waits.Wait seen = Waits.UNKNOWN;
        for (int i = 0; i < 1_000 && seen.reason() != reason; i++) {
            Thread.sleep(5);
            seen = Waits.now().getOrDefault(Survey.id(thread), Waits.UNKNOWN);
        }
        assertThat(seen.reason()).isEqualTo(reason);
        return seen;
    }

    private static void assertHas(Waits.Wait wait, String method) {
        assertThat(wait.stack()).extracting(JfrFrame::method).contains(method);
        assertThat(wait.stack()).extracting(JfrFrame::line).allMatch(line -> line >= 0);
    }

    private static void sleepLong() {
        try {
            Thread.sleep(LONG.toMillis());
        } catch (InterruptedException e) {
            // Somebody has seen enough.
            return;
        }
    }

    @Test
    void aParkedThreadParks() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        Thread thread = Script.start("parked", seen::await);
        assertHas(awaitReason(thread, BlockReason.PARK), "await");
        seen.countDown();
        thread.join();
    }

    @Test
    void aSleepingThreadSleeps() throws Exception {
        Thread thread = Script.start("sleeper", WaitsTest::sleepLong);
        assertHas(awaitReason(thread, BlockReason.SLEEP), "sleepLong");
        thread.interrupt();
        thread.join();
    }

    @Test
    void aThreadInObjectWaitWaits() throws Exception {
        Object monitor = new Object();
        AtomicBoolean seen = new AtomicBoolean();
        Thread thread =
                Script.start(
                        "waiter",
                        () -> {
                            synchronized (monitor) {
                                while (!seen.get()) {
                                    monitor.wait();
                                }
                            }
                        });
        assertHas(awaitReason(thread, BlockReason.OBJECT_WAIT), "wait");
        synchronized (monitor) {
            seen.set(true);
            monitor.notifyAll();
        }
        thread.join();
    }

    @Test
    void aThreadThatIsBlockedEntersAMonitor() throws Exception {
        Object monitor = new Object();
        Thread thread;
        synchronized (monitor) {
            thread = Script.start("blocked", () -> enter(monitor));
            assertHas(awaitReason(thread, BlockReason.MONITOR_ENTER), "enter");
        }
        thread.join();
    }

    private static void enter(Object monitor) {
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    @Test
    void aThreadInAcceptWaitsForTheNetwork() throws Exception {
        Thread thread;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            thread = Script.start("acceptor", () -> accept(server));
            assertHas(awaitReason(thread, BlockReason.NETWORK), "accept");
        }
        thread.join();
    }

    private static void accept(ServerSocket server) throws Exception {
        try {
            server.accept().close();
        } catch (SocketException e) {
            assertThat(server.isClosed()).isTrue();
        }
    }

    @Test
    void aThreadInSelectWaitsForTheNetwork() throws Exception {
        Thread thread;
        try (Selector selector = Selector.open()) {
            thread = Script.start("selector", selector::select);
            assertHas(awaitReason(thread, BlockReason.NETWORK), "select");
            selector.wakeup();
            thread.join();
        }
    }

    @Test
    void ofABusyThreadNothingIsKnown() throws Exception {
        AtomicBoolean seen = new AtomicBoolean();
        Thread thread = Script.start("busy", () -> spin(seen));
        for (int i = 0; i < 20; i++) {
            Waits.Wait wait = Waits.now().getOrDefault(Survey.id(thread), Waits.UNKNOWN);
            assertThat(wait.reason()).isEqualTo(BlockReason.UNKNOWN);
        }
        seen.set(true);
        thread.join();
    }

    private static void spin(AtomicBoolean seen) {
        while (!seen.get()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aWaitOfAnotherKindIsAWait() {
        StackTraceElement[] odd = {new StackTraceElement("app.Odd", "hang", "Odd.java", 1)};
        assertThat(Waits.of(Thread.State.TIMED_WAITING, odd).reason())
                .isEqualTo(BlockReason.WAITING);
    }

    @Test
    void aThreadWithoutAStackHasOne() {
        Waits.Wait wait = Waits.of(Thread.State.RUNNABLE, new StackTraceElement[0]);
        assertThat(wait).isEqualTo(Waits.UNKNOWN);
    }
}
