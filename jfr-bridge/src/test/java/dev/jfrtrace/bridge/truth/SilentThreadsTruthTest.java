package dev.jfrtrace.bridge.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.truth.Performance.House;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Threads that say nothing all the time: they wait for what does not come, or compute. JFR writes
 * waits when they end, and these do not.
 */
@Timeout(120)
class SilentThreadsTruthTest {
    private static final long LENGTH = 3_500;

    /** More than there are cores, and more than JFR samples at once. */
    private static final int SPINNERS = 12;

    private static final List<String> HELPERS = List.of("Reference Handler", "Finalizer");

    private static final int CPUS = Runtime.getRuntime().availableProcessors();

    @TempDir private Path folder;

    private final CountDownLatch end = new CountDownLatch(1);
    private final Map<String, Thread> waiting = new LinkedHashMap<>();
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private volatile boolean spins = true;
    private final List<Thread> spinners = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Selector selector = Selector.open();
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        channel.register(selector, channel.validOps());
        toClose.addAll(List.of(server, selector, channel));
        wait("sync (park)", () -> end.await());
        wait("network", () -> quietly(server::accept));
        wait("network ", () -> quietly(selector::select));
        wait("sleep", () -> sleepLong());
        Object monitor = new Object();
        wait(
                "sync (Object.wait)",
                () -> {
                    synchronized (monitor) {
                        monitor.wait();
                    }
                });
        for (Thread thread : waiting.values()) {
            while (thread.getState() == Thread.State.NEW) {
                Thread.onSpinWait();
            }
        }
        Thread.sleep(200);
        for (int i = 0; i < SPINNERS; i++) {
            spinners.add(Script.start("spinner-" + i, this::spin));
        }
    }

    private void wait(String reason, Script.Work work) {
        Thread thread = new Thread(() -> untilInterrupted(work), "waits for " + reason.trim());
        thread.setDaemon(true);
        thread.start();
        waiting.put(reason, thread);
    }

    private static void untilInterrupted(Script.Work work) {
        try {
            work.run();
        } catch (Exception e) {
            // The end of the test.
        }
    }

    private interface Blocking {
        Object call() throws IOException;
    }

    private static void quietly(Blocking call) throws Exception {
        call.call();
    }

    private static void sleepLong() throws InterruptedException {
        Thread.sleep(1_000_000);
    }

    private void spin() {
        long x = 1;
        while (spins) {
            for (int i = 0; i < 10_000; i++) {
                x = x * 6364136223846793005L + i;
            }
        }
        assertThat(x).isNotEqualTo(7);
    }

    @AfterEach
    void end() throws Exception {
        spins = false;
        end.countDown();
        for (AutoCloseable open : toClose) {
            open.close();
        }
        for (Thread thread : waiting.values()) {
            thread.interrupt();
            thread.join();
        }
        for (Thread spinner : spinners) {
            spinner.join();
        }
    }

    @ParameterizedTest
    @EnumSource(House.class)
    void whoWaitsDoesNotRunAndWhoComputesDoes(House house) throws Exception {
        Performance.attempt(() -> play(house));
    }

    private void play(House house) throws Exception {
        Performance seen = Performance.of(house, folder, () -> Thread.sleep(LENGTH));
        waiting.forEach(
                (reason, thread) -> {
                    boolean isKnown = seen.trace().groups().containsKey(thread.getId());
                    // JFR names only threads that say something, or are in a dump.
                    if (house == House.JDK_DEFAULT || isKnown) {
                        assertWaits(seen, house, reason.trim(), thread);
                    }
                });
        for (Thread spinner : spinners) {
            // Live, threads are looked at twice a second: what was before may be too late to show.
            long since = house.isLive() ? 500 : 0;
            assertThat(seen.shareSince(since, spinner, "Running", "Runnable", "Syscall"))
                    .as("%s, %s", house, spinner.getName())
                    .isGreaterThan(0.95);
        }
        assertHelpersWait(seen, house);
        boolean waitsAreCounted = Files.exists(Path.of("/proc/thread-self/schedstat"));
        if (house.isLive() && waitsAreCounted && SPINNERS > 2 * CPUS) {
            assertThat(seen.trace().events())
                    .filteredOn(e -> e.kind().equals("Log") && e.text("Category").equals("cpu"))
                    .filteredOn(e -> isSpinner(e.g()))
                    .hasSizeGreaterThan(SPINNERS);
        }
    }

    /** The JDK's own threads, which hardly ever have anything to do. */
    private static void assertHelpersWait(Performance seen, House house) {
        int met = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            boolean isKnown = seen.trace().groups().containsKey(thread.getId());
            if (!HELPERS.contains(thread.getName()) || !isKnown) {
                continue;
            }
            met++;
            assertThat(seen.share(thread, "Waiting"))
                    .as("%s, %s", house, thread.getName())
                    .isGreaterThan(0.95);
            if (hasLooked(house)) {
                Span wait = seen.middle(thread);
                assertThat(wait.reason()).as(thread.getName()).startsWith("sync (");
                assertThat(wait.begin().moved()).anyMatch(f -> f.startsWith("java.lang."));
            }
        }
        assertThat(met).isGreaterThanOrEqualTo(hasLooked(house) ? HELPERS.size() : 0);
    }

    /** Whether JFR, or we, have looked at the threads. */
    private static boolean hasLooked(House house) {
        return house == House.JDK_DEFAULT || house.isLive();
    }

    private boolean isSpinner(long goroutine) {
        return spinners.stream().anyMatch(thread -> thread.getId() == goroutine);
    }

    private static void assertWaits(Performance seen, House house, String reason, Thread thread) {
        assertThat(seen.share(thread, "Running", "Runnable", "Syscall"))
                .as(thread.getName())
                .isLessThan(0.02);
        assertThat(seen.share(thread, "Waiting")).as(thread.getName()).isGreaterThan(0.98);
        Span wait = seen.middle(thread);
        if (hasLooked(house)) {
            assertThat(wait.reason()).as(thread.getName()).isEqualTo(reason);
            assertThat(wait.begin().moved()).anyMatch(f -> f.contains("SilentThreadsTruthTest"));
        } else {
            assertThat(wait.reason()).isIn("unknown", reason);
        }
    }
}
