package dev.jfrtrace.samples.bench.overhead;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Counts the events of a recording by their frames: the JDK's reader would keep the measured JVM
 * busy for longer than it took to record them.
 */
final class JfrFile {
    private static final int SIZE_OF_CHUNK = 8;
    private static final int LENGTH_OF_HEADER = 68;
    private static final long METADATA = 0;
    private static final long CONSTANTS = 1;

    private final ByteBuffer chunk;

    private JfrFile(ByteBuffer chunk) {
        this.chunk = chunk;
    }

    static long events(Path file) throws IOException {
        long events = 0;
        try (FileChannel channel = FileChannel.open(file)) {
            for (long at = 0; at < channel.size(); ) {
                ByteBuffer header = ByteBuffer.allocate(LENGTH_OF_HEADER);
                channel.read(header, at);
                long size = header.getLong(SIZE_OF_CHUNK);
                events +=
                        new JfrFile(channel.map(FileChannel.MapMode.READ_ONLY, at, size)).events();
                at += size;
            }
        }
        return events;
    }

    private long events() {
        long events = 0;
        for (int at = LENGTH_OF_HEADER; at < chunk.limit(); ) {
            chunk.position(at);
            long size = varint();
            long type = varint();
            if (type != METADATA && type != CONSTANTS) {
                events++;
            }
            at += (int) size;
        }
        return events;
    }

    /** Seven bits a byte, lowest first. What is read here is short. */
    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = chunk.get();
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
