package dev.jfrtrace.bridge.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The 68 bytes that start a chunk, big-endian, the same in formats 1.0 to 2.1.
 *
 * @param major version of the format
 * @param minor version of the format
 * @param size bytes of the whole chunk
 * @param startNanos wall clock at its start, in nanoseconds since 1970
 * @param durationNanos length; 0 while the chunk is being written
 * @param startTicks the tick counter at its start
 * @param ticksPerSecond how fast the counter counts
 * @param constantsAt where the last event with constants is, from the chunk's start
 * @param metadataAt where the metadata is, from the chunk's start
 * @param state changes with each flush of the JVM's, and tells whether the chunk is finished
 * @param flags bits that say how it is written, and whether the JVM ended behind it
 */
public record ChunkHeader(
        int major,
        int minor,
        long size,
        long startNanos,
        long durationNanos,
        long startTicks,
        long ticksPerSecond,
        long constantsAt,
        long metadataAt,
        int state,
        int flags) {
    /** Bytes of a header. */
    public static final int LENGTH = 68;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** {@code FLR\0}. */
    public static final int MAGIC = 0x464C5200;

    /** Numbers are varints, as in every chunk of which the JDK's readers know. */
    static final int COMPRESSED = 1;

    /** What the state is once the chunk is finished. */
    private static final int FINISHED = 0;

    /** What it is while the JVM changes the header. */
    private static final int CHANGING = 0xFF;

    /** The JVM ended behind it. */
    static final int FINAL = 2;

    private static final int MAX_FLAGS = 0xFFFF;

    /** HotSpot's chunks join to the nanosecond by the wall clock, others' nearly. */
    private static final long SEAM = 10_000_000;

    /** Farther apart than this, it is not the ticks that are wrong: the wall clock was set. */
    private static final double MAX_RATE = 4;

    /** The header of a finished chunk that does not say where its parts are. */
    public ChunkHeader(
            int major,
            int minor,
            long size,
            long startNanos,
            long durationNanos,
            long startTicks,
            long ticksPerSecond) {
        this(
                major,
                minor,
                size,
                startNanos,
                durationNanos,
                startTicks,
                ticksPerSecond,
                0,
                0,
                0,
                COMPRESSED);
    }

    /** Reads a header whose magic was checked; {@code LENGTH} bytes are consumed. */
    public static ChunkHeader read(ByteBuffer bytes) {
        bytes.getInt();
        int major = bytes.getShort();
        int minor = bytes.getShort();
        long size = bytes.getLong();
        long constantsAt = bytes.getLong();
        long metadataAt = bytes.getLong();
        long startNanos = bytes.getLong();
        long durationNanos = bytes.getLong();
        long startTicks = bytes.getLong();
        long ticksPerSecond = bytes.getLong();
        int last = bytes.getInt();
        return new ChunkHeader(
                major,
                minor,
                size,
                startNanos,
                durationNanos,
                startTicks,
                ticksPerSecond,
                constantsAt,
                metadataAt,
                last >>> Integer.SIZE - Byte.SIZE,
                last & MAX_FLAGS);
    }

    /**
     * Reads the header of a file's first chunk, which may still be being written.
     *
     * @throws RecordingException when there is none
     */
    public static ChunkHeader of(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until the header is whole or the file ends.
            }
        }
        bytes.flip();
        if (bytes.remaining() < LENGTH || bytes.getInt(0) != MAGIC) {
            throw new RecordingException(file, "does not begin with a chunk");
        }
        return read(bytes);
    }

    /** Whether it says that its numbers are varints. */
    public boolean isCompressed() {
        return (flags & COMPRESSED) != 0;
    }

    /** Whether the JVM has finished the chunk: nothing more comes, and all of it is there. */
    public boolean isFinished() {
        return state == FINISHED;
    }

    /** Whether the JVM was changing the header: it may say anything. */
    public boolean isChanging() {
        return state == CHANGING;
    }

    /** Flags that nobody has told us the meaning of. */
    public int unknownFlags() {
        return flags & ~(COMPRESSED | FINAL);
    }

    /** The wall clock when the counter stood at 0: what chunks of one JVM have in common. */
    public long wallNanosAtTickZero() {
        return startNanos - nanos(startTicks);
    }

    /**
     * Whether a chunk begins where this one ends, by the wall clock. By the ticks it may be
     * elsewhere: how many there are in a second is now and then wrong by a quarter.
     */
    public boolean isFollowedBy(ChunkHeader next) {
        return isFollowedByWall(next)
                && mayBe((double) nanos(next.startTicks - startTicks) / durationNanos);
    }

    /** The same, however far the ticks have come: while a machine sleeps, they may stand still. */
    public boolean isFollowedByWall(ChunkHeader next) {
        return ticksPerSecond == next.ticksPerSecond
                && durationNanos > 0
                && Math.abs(startNanos + durationNanos - next.startNanos) <= SEAM
                && startTicks < next.startTicks;
    }

    /** Whether a time may be so many times as long by the ticks as by the wall clock. */
    public static boolean mayBe(double rate) {
        return rate < MAX_RATE && rate > 1 / MAX_RATE;
    }

    /** A number of this chunk's ticks in nanoseconds, rounded down, exact for all of them. */
    public long nanos(long ticks) {
        if (ticksPerSecond == NANOS_PER_SECOND) {
            return ticks;
        }
        long seconds = Math.floorDiv(ticks, ticksPerSecond);
        long rest = Math.floorMod(ticks, ticksPerSecond);
        return seconds * NANOS_PER_SECOND
                + Math.multiplyExact(rest, NANOS_PER_SECOND) / ticksPerSecond;
    }
}
