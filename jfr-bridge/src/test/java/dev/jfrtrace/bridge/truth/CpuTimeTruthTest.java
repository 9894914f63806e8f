package dev.jfrtrace.bridge.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.truth.Performance.House;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a thread took of the CPUs is told, by whatever it is shown to do, as the system has it. */
@Timeout(120)
class CpuTimeTruthTest {
    private static final Pattern FORM =
            Pattern.compile("(\\d+) ms of CPU time within \\d+ ms(?:, by G(\\d+) .*)?");

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** So much, in nanoseconds, and then it ends. */
    private static final long TAKES = 700_000_000;

    @TempDir private Path folder;

    private Thread worker;

    /** Of the worker, by its own word. */
    private volatile long took;

    /** Live, what JFR tells of periods is as exact as where these begin is known. */
    @ParameterizedTest
    @EnumSource(names = {"FULL", "JDK_DEFAULT", "LIVE"})
    void whatAThreadTookIsTold(House house) throws Exception {
        Performance seen = Performance.of(house, folder, this::script);
        long told =
                seen.trace().logs("cpu time").stream().mapToLong(log -> told(log, worker)).sum();
        double tolerance = house.isLive() ? 0.3 : 0.1;
        assertThat((double) told * Performance.MS / took).isBetween(1 - tolerance, 1 + tolerance);
    }

    /** In milliseconds; 0 where a log is of another thread. */
    @SuppressWarnings("deprecation") // Its successor is younger than our release.
    private static long told(Event log, Thread thread) {
        Matcher form = FORM.matcher(log.text("Message"));
        boolean isOfThread = form.matches();
        if (isOfThread) {
            long g = form.group(2) == null ? log.g() : Long.parseLong(form.group(2));
            isOfThread = g == thread.getId();
        }
        return isOfThread ? Long.parseLong(form.group(1)) : 0;
    }

    private void script() throws Exception {
        worker =
                Script.start(
                        "works",
                        () -> {
                            while (THREADS.getCurrentThreadCpuTime() < TAKES) {
                                compute(System.nanoTime() + 5 * Performance.MS);
                                Thread.sleep(5);
                            }
                            took = THREADS.getCurrentThreadCpuTime();
                        });
        worker.join();
    }

    private static void compute(long until) {
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }
}
