package dev.jfrtrace.bridge.collect;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Merges the runs of a JVM's chunks. A run is opened when its time comes, so that the buffers are
 * those of the runs that overlap, not of all.
 */
public final class RecordStream implements Records {
    /** A run, and when it starts. */
    private record Waiting(int chunk, Run run, long start) {}

    private static final long FAR = Long.MAX_VALUE;

    private final JvmRecording jvm;
    private final Spool spool;
    private final int[] slotCounts;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    /** The run that the last record came from, as the next one does nearly always. */
    private RunReader current;

    /** The others. */
    private final PriorityQueue<RunReader> open = new PriorityQueue<>();

    /** When the first of the waiting runs starts; far away when there is none. */
    private long opensAt = Long.MIN_VALUE;

    private int opened;

    RecordStream(JvmRecording jvm, Spool spool, int[] slotCounts) {
        this.jvm = jvm;
        this.spool = spool;
        this.slotCounts = slotCounts;
        List<Waiting> runs = new ArrayList<>();
        for (int chunk = 0; chunk < jvm.chunks().size(); chunk++) {
            for (Run run : jvm.chunks().get(chunk).runs()) {
                runs.add(new Waiting(chunk, run, jvm.ticks(chunk, run.firstStart())));
            }
        }
        runs.sort(Comparator.comparingLong(Waiting::start));
        waiting.addAll(runs);
    }

    @Override
    public JfrRecord next() throws IOException {
        if (current != null && !advance(current)) {
            current = null;
        }
        if (opensAt <= reached()) {
            openDue();
        }
        RunReader other = open.peek();
        if (current == null || other != null && other.compareTo(current) < 0) {
            changeTo(open.poll());
        }
        if (current == null) {
            return null;
        }
        jvm.adopt(current.record, current.chunk);
        return current.record;
    }

    private void changeTo(RunReader next) {
        if (current != null) {
            open.add(current);
        }
        current = next;
    }

    /** Moves a run to its next record, and puts that on the JVM's clock. */
    private boolean advance(RunReader run) throws IOException {
        if (!run.advance()) {
            return false;
        }
        run.record.start = jvm.ticks(run.chunk, run.record.start);
        run.record.end = jvm.ticks(run.chunk, run.record.end);
        return true;
    }

    private void openDue() throws IOException {
        while (!waiting.isEmpty() && waiting.peek().start() <= reached()) {
            Waiting due = waiting.poll();
            RunReader reader = new RunReader(due.chunk(), opened++, due.run(), spool, slotCounts);
            if (advance(reader)) {
                open.add(reader);
            }
        }
        opensAt = waiting.isEmpty() ? FAR : waiting.peek().start();
    }

    /** Where the first of the open runs is; far away when there is none. */
    private long reached() {
        long own = current == null ? FAR : current.record.start;
        return open.isEmpty() ? own : Math.min(own, open.peek().record.start);
    }
}
