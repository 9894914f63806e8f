package dev.jfrtrace.bridge.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.truth.Performance.House;
import java.lang.management.ManagementFactory;
import java.nio.channels.Selector;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.Event;
import jdk.jfr.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threads that do next to nothing, in waits that leave no event. One says something every 50 ms all
 * the same: what it took of the CPUs tells that it did not run in between.
 */
@Timeout(120)
class IdleThreadsTruthTest {
    private static final long PHASE = 400;
    private static final long IDLE = 3_000;
    private static final long PACE = 50;
    private static final long LENGTH = 2 * PHASE + IDLE;

    @TempDir private Path folder;

    private Thread ticker;
    private Thread worker;

    /** A word of the thread, which costs it microseconds. */
    @Name("truth.Tick")
    private static final class Tick extends Event {}

    @Test
    void whoIsIdleIsNotShownRunning() throws Exception {
        Performance.attempt(this::play);
    }

    private void play() throws Exception {
        takenSinceLastAsked();
        Performance seen = Performance.of(House.FULL, folder, this::script);
        boolean isFree = takenSinceLastAsked() < 0.7;
        assumeTrue(isFree, "others take the CPUs: who is idle may want to run");
        // Of the last second, up to its end, JFR does not tell what threads took.
        double unknown = 1_000.0 / LENGTH;
        assertThat(seen.share(ticker, "Running", "Runnable", "Syscall")).isLessThan(unknown + 0.1);
        double busy = 2.0 * PHASE / LENGTH;
        assertThat(seen.share(worker, "Running", "Runnable", "Syscall"))
                .isBetween(busy * 0.75, busy * 1.3);
    }

    /** What all programs take of the CPUs, as a part of them. */
    private static double takenSinceLastAsked() throws JMException {
        ObjectName system = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
        return (double) ManagementFactory.getPlatformMBeanServer().getAttribute(system, "CpuLoad");
    }

    private void script() throws Exception {
        ticker = Script.start("ticks", () -> select(LENGTH / PACE, PACE));
        worker =
                Script.start(
                        "works",
                        () -> {
                            compute();
                            select(1, IDLE);
                            compute();
                        });
        ticker.join();
        worker.join();
    }

    private static void select(long times, long millis) throws Exception {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < times; i++) {
                new Tick().commit();
                selector.select(millis);
            }
        }
    }

    private static void compute() {
        long end = System.nanoTime() + PHASE * Performance.MS;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
