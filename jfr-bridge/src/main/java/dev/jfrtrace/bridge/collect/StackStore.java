package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.encoder.format.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The stacks of a recording. A chunk names frames by numbers of its own, so that chunks can be read
 * at the same time; what they stand for here is known once the chunk has been adopted. Chunks are
 * adopted in the order of the file: so the same frames get the same numbers, whoever reads first.
 */
public final class StackStore implements Stacks {
    /** Deeper stacks lose frames above the root. */
    private static final int MAX_FRAMES = Limits.MAX_FRAMES_PER_STACK;

    /** A number takes at most five bytes: the chunk's, the depth, and one for each frame. */
    private static final int MAX_BYTES = (MAX_FRAMES + 2) * 5;

    private final Spool spool;
    private final FrameIds frames = new FrameIds();
    private final Bytes scratch = new Bytes(MAX_BYTES);

    /** For each chunk, what its numbers of frames stand for; {@code null} until it is adopted. */
    private final List<int[]> framesOfChunks = new ArrayList<>();

    StackStore(Spool spool) {
        this.spool = spool;
    }

    /** Room for the stacks of one more chunk, which any thread may fill. */
    ChunkStacks open() {
        framesOfChunks.add(null);
        return new ChunkStacks(spool, framesOfChunks.size() - 1);
    }

    /** Takes a chunk's frames in: from now on its stacks can be asked for. */
    void adopt(ChunkStacks chunk) {
        framesOfChunks.set(chunk.chunk(), frames.adopt(chunk.frames()));
    }

    @Override
    public int[] stack(long place) throws IOException {
        scratch.clear();
        spool.read(place, scratch.array, 0, MAX_BYTES);
        int[] framesOfChunk = framesOfChunks.get((int) scratch.number());
        int[] ids = new int[(int) scratch.number()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = framesOfChunk[(int) scratch.number()];
        }
        return ids;
    }

    @Override
    public JfrFrame frame(int id) {
        return frames.frame(id);
    }
}
