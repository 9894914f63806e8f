package dev.jfrtrace.encoder.read;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Small bad traces, each named for what it may do to a reader that believes it; from them fuzzing
 * starts.
 */
public final class FuzzSeeds {
    /**
     * A seed.
     *
     * @param words part of what the reader says to it; {@code null} when it is a trace
     */
    public record Seed(String name, byte[] bytes, String words) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final long MOST = -1;

    private FuzzSeeds() {}

    /** All of them. */
    public static List<Seed> all() {
        return List.of(
                new Seed("header-alone", header().bytes(), null),
                new Seed("header-cut", new Bytes().raw("go 1.26 tr").bytes(), "unsupported"),
                new Seed(
                        "header-of-the-future",
                        new Bytes().raw("go 1.99 trace\0\0\0").bytes(),
                        "unsup"),
                // Lengths that no memory has.
                new Seed("batch-size-2^64-1", header().open(MOST).bytes(), "at most 65536"),
                new Seed("batch-size-over-limit", header().open(65_537).bytes(), "at most 65536"),
                new Seed(
                        "batch-longer-than-file",
                        header().open(1000).raw("x").bytes(),
                        "1000 bytes"),
                new Seed(
                        "string-length-2^64-1",
                        table(EventType.STRINGS, string(1, MOST)),
                        "at most 1024"),
                new Seed(
                        "string-length-2^62",
                        table(EventType.STRINGS, string(1, 1L << 62)),
                        "at most"),
                new Seed(
                        "string-longer-than-batch",
                        table(EventType.STRINGS, string(1, 9)),
                        "end of the ba"),
                new Seed(
                        "stack-of-2^40-frames",
                        table(EventType.STACKS, stack(1, 1L << 40)),
                        "at most 128"),
                new Seed(
                        "stack-lacks-frames",
                        table(EventType.STACKS, stack(1, 3)),
                        "end of the batch"),
                // Numbers that do not fit.
                new Seed(
                        "varint-of-eleven-bytes",
                        header().type(EventType.EVENT_BATCH)
                                .raw("\u00FF".repeat(10))
                                .varint(1)
                                .bytes(),
                        "more than 64 bits"),
                new Seed(
                        "varint-of-65-bits",
                        header().type(EventType.EVENT_BATCH)
                                .raw("\u00FF".repeat(9) + "\u0002")
                                .bytes(),
                        "more than 64 bits"),
                new Seed(
                        "varint-cut",
                        header().type(EventType.EVENT_BATCH).raw("\u00FF").bytes(),
                        "end of the input"),
                new Seed(
                        "generation-0",
                        header().batch(0, Limits.NONE, frequency(1)).bytes(),
                        "generation 0"),
                new Seed("generation-2^64-1", good(MOST, new Bytes()), null),
                new Seed(
                        "frequency-0", header().batch(1, Limits.NONE, sync(0)).end().bytes(), null),
                new Seed(
                        "time-wraps",
                        good(
                                1,
                                new Bytes()
                                        .type(EventType.PROC_STATUS)
                                        .varint(MOST)
                                        .varint(0)
                                        .varint(1)),
                        null),
                new Seed(
                        "goroutine-2^64-2",
                        good(
                                1,
                                new Bytes()
                                        .type(EventType.GO_STATUS)
                                        .varint(1)
                                        .varint(-2)
                                        .varint(MOST)
                                        .varint(4)),
                        null),
                new Seed(
                        "proc-2^63",
                        good(
                                1,
                                new Bytes()
                                        .type(EventType.PROC_STATUS)
                                        .varint(1)
                                        .varint(1L << 63)
                                        .varint(2)),
                        null),
                new Seed(
                        "procs-2^64-1",
                        good(
                                1,
                                new Bytes()
                                        .type(EventType.PROC_STATUS)
                                        .varint(1)
                                        .varint(0)
                                        .varint(1)
                                        .type(EventType.GO_STATUS)
                                        .varint(1)
                                        .varint(1)
                                        .varint(1)
                                        .varint(2)
                                        .type(EventType.PROCS_CHANGE)
                                        .varint(1)
                                        .varint(MOST)
                                        .varint(0)),
                        null),
                // Tables that contradict themselves.
                new Seed("string-id-0", table(EventType.STRINGS, string(0, 0)), "string id 0"),
                new Seed(
                        "string-id-twice",
                        table(EventType.STRINGS, string(7, 0).add(string(7, 0))),
                        "second time"),
                new Seed(
                        "stack-id-twice",
                        table(EventType.STACKS, stack(7, 0).add(stack(7, 0))),
                        "second time"),
                new Seed(
                        "frame-without-name",
                        header().batch(
                                        1,
                                        Limits.NONE,
                                        new Bytes()
                                                .type(EventType.STACKS)
                                                .add(stack(1, 1))
                                                .varint(1)
                                                .varint(5)
                                                .varint(0)
                                                .varint(0))
                                .batch(1, Limits.NONE, sync(1_000_000_000))
                                .end()
                                .bytes(),
                        "string id 5"),
                new Seed(
                        "table-entry-of-another-table",
                        table(EventType.STRINGS, stack(1, 0)),
                        "event type 3"),
                new Seed(
                        "frequency-twice",
                        header().batch(1, Limits.NONE, sync(1).add(frequency(1))).end().bytes(),
                        "second frequency"),
                new Seed(
                        "frequency-missing",
                        header().batch(1, 1, procStatus()).end().bytes(),
                        "no frequency"),
                // Frames of the file.
                new Seed(
                        "generation-skips",
                        header().batch(1, Limits.NONE, sync(1))
                                .batch(3, 1, procStatus())
                                .end()
                                .bytes(),
                        "generation 3"),
                new Seed(
                        "end-mark-missing",
                        header().batch(1, Limits.NONE, sync(1)).batch(1, 1, procStatus()).bytes(),
                        "mark that ends"),
                new Seed("end-marks-alone", header().end().end().bytes(), "no frequency"),
                new Seed(
                        "experiment-of-nobody",
                        experiment(200).batch(1, Limits.NONE, sync(1)).end().bytes(),
                        "experiment 200"),
                new Seed("experiment-of-nobody-alone", experiment(200).bytes(), null),
                new Seed("batch-of-no-type", header().varint(99).bytes(), "event type 99"),
                // Events where they do not belong.
                new Seed(
                        "event-type-255",
                        good(1, new Bytes().raw("\u00FF\u0001")),
                        "event type 255"),
                new Seed(
                        "table-among-events",
                        good(1, procStatus().type(EventType.STRINGS)),
                        "Strings"),
                new Seed(
                        "event-cut",
                        good(1, new Bytes().type(EventType.GO_START).varint(1)),
                        "end of the batch"),
                new Seed(
                        "event-waits-for-ever",
                        good(
                                1,
                                procStatus()
                                        .type(EventType.GO_START)
                                        .varint(1)
                                        .varint(9)
                                        .varint(5)),
                        "GoStart"),
                new Seed(
                        "stack-of-nothing",
                        good(
                                1,
                                procStatus()
                                        .type(EventType.GO_CREATE)
                                        .varint(1)
                                        .varint(9)
                                        .varint(77)
                                        .varint(78)),
                        "GoCreate"));
    }

    // What they are made of.

    private static Bytes header() {
        return new Bytes().raw("go 1.26 trace\0\0\0");
    }

    private static Bytes frequency(long unitsPerSecond) {
        return new Bytes().type(EventType.FREQUENCY).varint(unitsPerSecond);
    }

    private static Bytes sync(long unitsPerSecond) {
        return new Bytes()
                .type(EventType.SYNC)
                .add(frequency(unitsPerSecond))
                .type(EventType.CLOCK_SNAPSHOT)
                .varint(0)
                .varint(1)
                .varint(1)
                .varint(1);
    }

    private static Bytes procStatus() {
        return new Bytes().type(EventType.PROC_STATUS).varint(1).varint(0).varint(1);
    }

    private static Bytes string(long id, long length) {
        return new Bytes().type(EventType.STRING_ENTRY).varint(id).varint(length);
    }

    private static Bytes stack(long id, long frames) {
        return new Bytes().type(EventType.STACK_ENTRY).varint(id).varint(frames);
    }

    private static Bytes experiment(int number) {
        Bytes open = header().type(EventType.EXPERIMENTAL_BATCH).raw(String.valueOf((char) number));
        return open.varint(1).varint(1).varint(1).varint(0);
    }

    /** A generation with a table. */
    private static byte[] table(EventType type, Bytes entries) {
        return header().batch(1, Limits.NONE, new Bytes().type(type).add(entries))
                .batch(1, Limits.NONE, sync(1_000_000_000))
                .end()
                .bytes();
    }

    /** A generation whose thread 1 has the events. */
    private static byte[] good(long generation, Bytes events) {
        return header().batch(generation, Limits.NONE, sync(1_000_000_000))
                .batch(generation, 1, events)
                .end()
                .bytes();
    }

    /** Bytes of a trace, while they are put together. */
    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes raw(String latin) {
            out.writeBytes(latin.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        Bytes type(EventType type) {
            out.write(type.number());
            return this;
        }

        Bytes varint(long value) {
            long rest = value;
            while (rest < 0 || rest > 0x7F) {
                out.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
            return this;
        }

        Bytes add(Bytes other) {
            out.writeBytes(other.bytes());
            return this;
        }

        /** A batch of generation 1 up to its size. */
        Bytes open(long size) {
            return type(EventType.EVENT_BATCH).varint(1).varint(1).varint(1).varint(size);
        }

        Bytes batch(long generation, long thread, Bytes body) {
            type(EventType.EVENT_BATCH).varint(generation).varint(thread).varint(1);
            return varint(body.out.size()).add(body);
        }

        Bytes end() {
            return type(EventType.END_OF_GENERATION);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
