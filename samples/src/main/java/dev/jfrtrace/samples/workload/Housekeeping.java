package dev.jfrtrace.samples.workload;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A task on a timer: it sleeps a little, looks into the ledger, and starts a short-lived thread for
 * a report. The third time it asks for a garbage collection.
 */
final class Housekeeping implements AutoCloseable {
    private static final long PERIOD_MILLIS = 100;
    private static final long NAP_MILLIS = 5;
    private static final int ROUND_WITH_GC = 3;
    private static final int REPORT_LINES = 2_000;

    private final Crew crew;
    private final Ledger ledger;
    private final ScheduledExecutorService timer;

    /** Of the timer's thread alone. */
    private int rounds;

    Housekeeping(Crew crew, Ledger ledger) {
        this.crew = crew;
        this.ledger = ledger;
        this.timer = new ScheduledThreadPoolExecutor(1, crew.factory("timer"));
    }

    void start() {
        timer.scheduleAtFixedRate(
                () -> crew.attempt(this::tidy),
                PERIOD_MILLIS,
                PERIOD_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void tidy() throws IOException, InterruptedException {
        rounds++;
        Thread.sleep(NAP_MILLIS);
        long lines = ledger.linesInTail();
        crew.start("report-" + rounds, () -> report(lines));
        if (rounds == ROUND_WITH_GC) {
            System.gc();
        }
    }

    private static void report(long lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < REPORT_LINES; i++) {
            text.append(lines).append(" lines, ").append(i).append('\n');
        }
        if (text.indexOf("no such line") >= 0) {
            throw new IllegalStateException("a report of what did not happen");
        }
    }

    /** Returns when the timer's thread has ended; the crew waits for the reports. */
    @Override
    public void close() {
        // No interrupt: it would close the file under a running round.
        timer.shutdown();
        try {
            timer.awaitTermination(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
