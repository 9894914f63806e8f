package dev.jfrtrace.encoder.read;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.format.TraceFormatException.Fault;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.read.raw.Batch;
import dev.jfrtrace.encoder.read.raw.BatchReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Collects batches to generations. From version 1.26 on a mark ends each; before, the first batch
 * of the next one does, and is kept for it. What is there when such a trace breaks off between the
 * generations' numbers, or in a batch, is still given; the fault comes with the next call.
 */
final class GenerationReader implements Closeable {
    private final BatchReader batches;
    private final TraceVersion version;
    private final TableReader tables;

    // Before version 1.26 only.
    private Batch spilled;
    private TraceFormatException pending;
    private boolean isStarted;

    GenerationReader(InputStream in) throws IOException {
        batches = new BatchReader(in);
        version = batches.version();
        tables = new TableReader(version);
    }

    TraceVersion version() {
        return version;
    }

    /** The next generation, or {@code null} when the trace has ended well. */
    Generation next() throws IOException {
        Generation generation = version.hasEndOfGeneration() ? untilMark() : untilNext();
        if (generation != null) {
            finish(generation);
        }
        return generation;
    }

    // 1.26 and later.

    private Generation untilMark() throws IOException {
        Generation generation = new Generation();
        Batch batch = batches.next();
        while (batch != null && !batch.startsWith(EventType.END_OF_GENERATION)) {
            if (generation.number == 0) {
                generation.number = batch.generation();
            }
            requireNumber(batch);
            if (batch.generation() != generation.number) {
                throw wrongGeneration(batch, generation, "generation " + generation.number);
            }
            take(generation, batch);
            batch = batches.next();
        }
        if (batch != null) {
            generation.endOffset = batch.endOffset();
            return generation;
        }
        if (generation.threads().isEmpty()) {
            // Go's reader looks at batches of events alone, and takes tables for nothing at all.
            return null;
        }
        throw new TraceFormatException(
                Fault.TRUNCATED,
                batches.offset(),
                generation.number,
                Limits.NONE,
                "the end of the input",
                "the mark that ends the generation");
    }

    // Before 1.26.

    private Generation untilNext() throws IOException {
        if (pending != null) {
            throw pending;
        }
        if (isStarted && spilled == null) {
            return null;
        }
        isStarted = true;
        Generation generation = new Generation();
        if (spilled != null) {
            Batch first = spilled;
            spilled = null;
            generation.number = first.generation();
            generation.firstUnits = first.time();
            tables.add(generation, first);
            generation.endOffset = first.endOffset();
        }
        Batch batch = nextOrPending(generation);
        while (batch != null) {
            requireNumber(batch);
            if (generation.number == 0) {
                generation.number = batch.generation();
            }
            if (batch.generation() == generation.number + 1) {
                spilled = batch;
                break;
            }
            if (batch.generation() != generation.number) {
                throw wrongGeneration(
                        batch,
                        generation,
                        "generation " + generation.number + " or the one after it");
            }
            if (batch.startsWith(EventType.END_OF_GENERATION)) {
                throw wrongGeneration(batch, generation, "no mark before version 1.26");
            }
            take(generation, batch);
            generation.endOffset = batch.endOffset();
            batch = nextOrPending(generation);
        }
        return generation;
    }

    /** A fault behind the first batch may be one of the next generation: this one is tried. */
    private Batch nextOrPending(Generation generation) throws IOException {
        try {
            return batches.next();
        } catch (TraceFormatException e) {
            if (generation.number == 0) {
                throw e;
            }
            pending = e;
            return null;
        }
    }

    private static void requireNumber(Batch batch) throws TraceFormatException {
        if (batch.generation() == 0) {
            throw new TraceFormatException(
                    Fault.CORRUPT,
                    batch.offset(),
                    0,
                    batch.thread(),
                    "a batch of generation 0",
                    "another number");
        }
    }

    private static TraceFormatException wrongGeneration(
            Batch batch, Generation open, String expected) {
        return new TraceFormatException(
                Fault.CORRUPT,
                batch.offset(),
                open.number,
                batch.thread(),
                "a batch of generation " + Long.toUnsignedString(batch.generation()),
                expected);
    }

    private void take(Generation generation, Batch batch) throws TraceFormatException {
        if (generation.firstUnits == 0
                || Long.compareUnsigned(batch.time(), generation.firstUnits) < 0) {
            generation.firstUnits = batch.time();
        }
        tables.add(generation, batch);
    }

    /** What can be checked only when all batches are there. */
    private void finish(Generation generation) throws TraceFormatException {
        if (generation.fault != null) {
            throw generation.fault;
        }
        if (generation.endOffset == 0) {
            throw missing(generation, "nothing behind the header", "a generation, once it ends");
        }
        if (generation.nanosPerUnit == 0) {
            throw missing(generation, "no frequency", "a batch that tells it");
        }
        if (version.hasClockSnapshot()) {
            ClockReading clock = generation.clock;
            if (clock == null) {
                throw missing(generation, "no clock snapshot", "one in each generation");
            }
            long time = Ticks.nanos(clock.time(), generation.nanosPerUnit);
            generation.clock = new ClockReading(time, clock.mono(), clock.seconds(), clock.nanos());
        }
        String[] fault = {null};
        generation.tables.forEachNamelessFrame(
                (what, id) -> fault[0] = what + " with string id " + Long.toUnsignedString(id));
        if (fault[0] != null) {
            throw missing(
                    generation, "a frame's " + fault[0], "an id of the generation's string table");
        }
        generation.samples.sort(generation.nanosPerUnit);
    }

    private static TraceFormatException missing(
            Generation generation, String found, String expected) {
        return new TraceFormatException(
                Fault.CORRUPT,
                generation.endOffset,
                generation.number,
                Limits.NONE,
                found,
                expected);
    }

    @Override
    public void close() throws IOException {
        batches.close();
    }
}
