package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.encoder.format.Limits;
import java.io.IOException;
import java.util.List;

/** The stacks of a recording: frames once each in memory, stacks as lists of frames in a spool. */
public final class StackStore implements Stacks {
    /** Deeper stacks lose frames above the root. */
    private static final int MAX_FRAMES = Limits.MAX_FRAMES_PER_STACK;

    /** A frame's id takes at most five bytes, and so does the depth. */
    private static final int MAX_BYTES = (MAX_FRAMES + 1) * 5;

    private final Spool spool;
    private final FrameIds frames = new FrameIds();
    private final Bytes scratch = new Bytes(1024);

    StackStore(Spool spool) {
        this.spool = spool;
    }

    /** Keeps a stack, leaf first, and tells its place. */
    long add(List<JfrFrame> stack) throws IOException {
        int[] ids = frames.idsOf(stack);
        scratch.clear();
        scratch.putNumber(ids.length);
        for (int id : ids) {
            scratch.putNumber(id);
        }
        return spool.append(scratch.array, 0, scratch.length);
    }

    /** Class names are met anew in each chunk, those of lambdas under another name each time. */
    void endChunk() {
        frames.forgetClassNames();
    }

    @Override
    public int[] stack(long place) throws IOException {
        scratch.clear();
        spool.read(place, scratch.array, MAX_BYTES);
        int[] ids = new int[(int) scratch.number()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) scratch.number();
        }
        return ids;
    }

    @Override
    public JfrFrame frame(int id) {
        return frames.frame(id);
    }
}
