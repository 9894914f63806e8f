package dev.jfrtrace.encoder.read;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.read.raw.Batch;
import dev.jfrtrace.encoder.read.raw.BodyReader;
import dev.jfrtrace.encoder.util.LosslessUtf8;

/** Puts the batches of a generation where they belong: into its tables, or to its threads. */
final class TableReader {
    private final TraceVersion version;
    private final EventType syncType;

    TableReader(TraceVersion version) {
        this.version = version;
        this.syncType = version.hasClockSnapshot() ? EventType.SYNC : EventType.FREQUENCY;
    }

    void add(Generation generation, Batch batch) throws TraceFormatException {
        if (batch.experiment() != 0) {
            experiment(generation, batch);
        } else if (batch.startsWith(EventType.STRINGS)) {
            strings(generation.tables, batch);
        } else if (batch.startsWith(EventType.STACKS)) {
            stacks(generation.tables, batch);
        } else if (batch.startsWith(EventType.CPU_SAMPLES)) {
            samples(generation.samples, batch);
        } else if (batch.startsWith(syncType)) {
            sync(generation, batch);
        } else {
            generation.addEvents(batch);
        }
    }

    /**
     * An experiment's batches are counted and dropped. Go's tools know one experiment, and die of
     * others when they tell of the generation; not before.
     */
    private static void experiment(Generation generation, Batch batch) {
        if (batch.experiment() != 1 && generation.fault == null) {
            generation.fault =
                    new BodyReader(batch)
                            .corrupt(
                                    batch.offset(),
                                    "experiment " + batch.experiment(),
                                    "experiment 1");
        }
        generation.experimentalBatches++;
    }

    private static void strings(Tables tables, Batch batch) throws TraceFormatException {
        BodyReader body = entries(batch);
        while (!body.isAtEnd()) {
            long offset = body.offset();
            entry(body, EventType.STRING_ENTRY);
            long id = body.varint("a string's id");
            long length = body.varint("a string's length");
            limit(body, offset, "a string of", length, Limits.MAX_STRING_BYTES);
            byte[] text = body.bytes((int) length, "a string");
            if (!tables.putString(id, LosslessUtf8.decode(text))) {
                throw twice(body, offset, "string", id);
            }
        }
    }

    private static void stacks(Tables tables, Batch batch) throws TraceFormatException {
        BodyReader body = entries(batch);
        while (!body.isAtEnd()) {
            long offset = body.offset();
            entry(body, EventType.STACK_ENTRY);
            long id = body.varint("a stack's id");
            long frames = body.varint("a stack's number of frames");
            limit(body, offset, "frames:", frames, Limits.MAX_FRAMES_PER_STACK);
            long[] pcs = new long[(int) frames];
            for (int i = 0; i < pcs.length; i++) {
                pcs[i] = frame(tables, body);
            }
            if (!tables.putStack(id, pcs)) {
                throw twice(body, offset, "stack", id);
            }
        }
    }

    private static long frame(Tables tables, BodyReader body) throws TraceFormatException {
        long pc = body.varint("a frame's PC");
        long function = body.varint("a frame's function");
        long file = body.varint("a frame's file");
        long line = body.varint("a frame's line");
        tables.putFrame(new Tables.RawFrame(pc, function, file, line));
        return pc;
    }

    private static void samples(CpuSamples samples, Batch batch) throws TraceFormatException {
        BodyReader body = entries(batch);
        while (!body.isAtEnd()) {
            long offset = body.offset();
            entry(body, EventType.CPU_SAMPLE);
            long time = body.varint("a sample's time");
            long thread = body.varint("a sample's thread");
            long proc = body.varint("a sample's proc");
            long goroutine = body.varint("a sample's goroutine");
            long stack = body.varint("a sample's stack");
            samples.add(offset, time, thread, proc, goroutine, stack);
        }
    }

    private void sync(Generation generation, Batch batch) throws TraceFormatException {
        BodyReader body = new BodyReader(batch);
        if (syncType == EventType.SYNC) {
            body.next();
        }
        Clocks clocks = new Clocks(generation, batch.time());
        while (!body.isAtEnd()) {
            long offset = body.offset();
            int type = body.next();
            if (type == EventType.FREQUENCY.number()) {
                frequency(generation, body, offset);
            } else if (type == EventType.CLOCK_SNAPSHOT.number() && version.hasClockSnapshot()) {
                clocks.read(body, offset);
            } else {
                throw body.corrupt(offset, "event type " + type, "a frequency or a clock snapshot");
            }
        }
    }

    private static void frequency(Generation generation, BodyReader body, long offset)
            throws TraceFormatException {
        if (generation.nanosPerUnit != 0) {
            throw body.corrupt(offset, "a second frequency", "one in a generation");
        }
        generation.nanosPerUnit = Ticks.nanosPerUnit(body.varint("a frequency"));
    }

    /** Reads clock snapshots; their times in nanoseconds are known when the generation is whole. */
    private static final class Clocks {
        private final Generation generation;
        private long units;

        Clocks(Generation generation, long units) {
            this.generation = generation;
            this.units = units;
        }

        void read(BodyReader body, long offset) throws TraceFormatException {
            if (generation.clock != null) {
                throw body.corrupt(offset, "a second clock snapshot", "one in a generation");
            }
            units += body.varint("a snapshot's time");
            long mono = body.varint("a snapshot's monotonic time");
            long seconds = body.varint("a snapshot's seconds");
            long nanos = body.varint("a snapshot's nanoseconds");
            generation.clock = new ClockReading(units, mono, seconds, nanos);
        }
    }

    private static BodyReader entries(Batch batch) {
        BodyReader body = new BodyReader(batch);
        body.next();
        return body;
    }

    private static void entry(BodyReader body, EventType expected) throws TraceFormatException {
        long offset = body.offset();
        int type = body.next();
        if (type != expected.number()) {
            throw body.corrupt(
                    offset, "event type " + type, expected + ", event type " + expected.number());
        }
    }

    private static void limit(BodyReader body, long offset, String what, long size, int limit)
            throws TraceFormatException {
        if (size < 0 || size > limit) {
            throw body.corrupt(
                    offset, what + " " + Long.toUnsignedString(size), "at most " + limit);
        }
    }

    private static TraceFormatException twice(BodyReader body, long offset, String what, long id) {
        return body.corrupt(
                offset,
                what + " id " + Long.toUnsignedString(id) + (id == 0 ? "" : " a second time"),
                "an id that is not 0 and not yet taken in the generation");
    }
}
