package dev.jfrtrace.bridge.convert;

import dev.jfrtrace.bridge.convert.Progress.Phase;
import dev.jfrtrace.bridge.source.Chunk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Adds up how much has been read, on any thread, and tells it on the thread that made it. */
final class ProgressMeter {
    /** Bytes of one chunk that have been read. */
    private final class OfChunk implements LongConsumer {
        private long read;

        @Override
        public void accept(long bytes) {
            sum.addAndGet(bytes - read);
            read = bytes;
            if (Thread.currentThread() == owner) {
                tell();
            }
        }
    }

    private final AtomicLong sum = new AtomicLong();
    private final Map<Chunk, OfChunk> chunks = new HashMap<>();
    private final Thread owner = Thread.currentThread();
    private final long total;
    private final Progress progress;

    ProgressMeter(List<Chunk> chunks, Progress progress) {
        this.total = chunks.stream().mapToLong(Chunk::length).sum();
        this.progress = progress;
        chunks.forEach(chunk -> this.chunks.put(chunk, new OfChunk()));
    }

    /** Hears how many bytes of a chunk have been read, on the thread that reads it. */
    LongConsumer of(Chunk chunk) {
        return chunks.get(chunk);
    }

    /** Tells how much has been read of all. */
    void tell() {
        progress.at(Phase.READING, sum.get(), total);
    }

    /** All of a chunk has been read, or given up. */
    void finish(Chunk chunk) {
        chunks.get(chunk).accept(chunk.length());
    }
}
