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
    private static final Comparator<RunReader> ORDER =
            Comparator.<RunReader>comparingLong(r -> r.record.start)
                    .thenComparing(r -> -r.record.end)
                    .thenComparingInt(r -> r.rank);

    /** A run, and when it starts. */
    private record Waiting(int chunk, Run run, long start) {}

    private final JvmRecording jvm;
    private final Spool spool;
    private final int[] slotCounts;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final PriorityQueue<RunReader> open = new PriorityQueue<>(ORDER);
    private RunReader current;
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
        if (current != null && advance(current)) {
            open.add(current);
        }
        openDue();
        current = open.poll();
        if (current == null) {
            return null;
        }
        jvm.adopt(current.record, current.chunk);
        return current.record;
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
        while (!waiting.isEmpty()
                && (open.isEmpty() || waiting.peek().start() <= open.peek().record.start)) {
            Waiting due = waiting.poll();
            RunReader reader = new RunReader(due.chunk(), opened++, due.run(), spool, slotCounts);
            if (advance(reader)) {
                open.add(reader);
            }
        }
    }
}
