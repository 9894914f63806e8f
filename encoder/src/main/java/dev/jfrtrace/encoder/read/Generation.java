package dev.jfrtrace.encoder.read;

import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.read.raw.Batch;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayList;
import java.util.List;

/** A generation as it was read: its tables are checked, its events not yet looked at. */
final class Generation {
    /** The batches of one thread, in the order of the file. */
    record ThreadBatches(long thread, List<Batch> batches) {}

    final Tables tables = new Tables();
    final CpuSamples samples = new CpuSamples();
    long number;

    /** The smallest time of a batch, in units, unsigned; 0 is none, which is Go's view of it. */
    long firstUnits;

    /** 0 until the frequency is known. */
    double nanosPerUnit;

    /** {@code null} until known, and always before version 1.25. */
    ClockReading clock;

    /** How many of its batches belong to an experiment. */
    int experimentalBatches;

    /** What is wrong with it if it is whole; {@code null} when nothing is known to be. */
    TraceFormatException fault;

    /** Behind its last batch, or the mark of its end. */
    long endOffset;

    private final List<ThreadBatches> threads = new ArrayList<>();
    private final LongMap<ThreadBatches> byThread = new LongMap<>();

    void addEvents(Batch batch) {
        ThreadBatches known = byThread.get(batch.thread());
        if (known == null) {
            known = new ThreadBatches(batch.thread(), new ArrayList<>());
            byThread.put(batch.thread(), known);
            threads.add(known);
        }
        known.batches.add(batch);
    }

    /** The threads that have batches of events, as they appear in the file. */
    List<ThreadBatches> threads() {
        return threads;
    }
}
