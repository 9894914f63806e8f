package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrFrame;
import java.io.IOException;
import java.util.List;

/**
 * The stacks of one chunk: its frames once each in memory, its stacks as lists of them in the
 * spool. Belongs to the thread that reads the chunk, until the {@link StackStore} adopts it.
 */
final class ChunkStacks {
    private final FrameIds frames = new FrameIds();
    private final Bytes scratch = new Bytes(1024);
    private final Spool spool;
    private final int chunk;

    /**
     * Stacks of a chunk.
     *
     * @param chunk the store's number for it, which stands before each of its stacks
     */
    ChunkStacks(Spool spool, int chunk) {
        this.spool = spool;
        this.chunk = chunk;
    }

    int chunk() {
        return chunk;
    }

    FrameIds frames() {
        return frames;
    }

    /** Keeps a stack, leaf first, and tells its place. */
    long add(List<JfrFrame> stack) throws IOException {
        int[] ids = frames.idsOf(stack);
        scratch.clear();
        scratch.putNumber(chunk);
        scratch.putNumber(ids.length);
        for (int id : ids) {
            scratch.putNumber(id);
        }
        return spool.append(scratch.array, 0, scratch.length);
    }
}
