package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.encoder.format.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stacks of a recording: frames once each in memory, stacks as lists of frames in a spool. */
public final class StackStore {
    /** Deeper stacks lose frames above the root. */
    private static final int MAX_FRAMES = Limits.MAX_FRAMES_PER_STACK;

    /** A frame's id takes at most five bytes, and so does the depth. */
    private static final int MAX_BYTES = (MAX_FRAMES + 1) * 5;

    /** Distinct frames that are kept, at about 200 bytes each. */
    private static final int MAX_DISTINCT_FRAMES = 1 << 19;

    private static final JfrFrame OVERFLOW = new JfrFrame("", "(too many distinct frames)", 0);

    private final Spool spool;
    private final Map<String, String> types = new HashMap<>();
    private final Map<JfrFrame, Integer> frameIds = new HashMap<>();
    private final List<JfrFrame> frames = new ArrayList<>();
    private final Bytes scratch = new Bytes(1024);

    StackStore(Spool spool) {
        this.spool = spool;
    }

    /** Keeps a stack, leaf first, and tells its place. */
    long add(List<JfrFrame> stack) throws IOException {
        scratch.clear();
        int depth = Math.min(stack.size(), MAX_FRAMES);
        scratch.putNumber(depth);
        for (int i = 0; i < depth; i++) {
            // The root names and groups: it stays when frames must go.
            boolean root = i == depth - 1;
            scratch.putNumber(frameId(stack.get(root ? stack.size() - 1 : i)));
        }
        return spool.append(scratch.array, 0, scratch.length);
    }

    /** Class names are met anew in each chunk, those of lambdas under another name each time. */
    void endChunk() {
        types.clear();
    }

    private int frameId(JfrFrame frame) {
        String type = types.computeIfAbsent(frame.type(), ClassNames::fold);
        JfrFrame folded = new JfrFrame(type, frame.method(), frame.line());
        if (frames.size() >= MAX_DISTINCT_FRAMES && !frameIds.containsKey(folded)) {
            folded = OVERFLOW;
        }
        Integer known = frameIds.putIfAbsent(folded, frames.size());
        if (known != null) {
            return known;
        }
        frames.add(folded);
        return frames.size() - 1;
    }

    /** Ids of a stack's frames, leaf first. */
    public int[] stack(long place) throws IOException {
        scratch.clear();
        spool.read(place, scratch.array, MAX_BYTES);
        int[] ids = new int[(int) scratch.number()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) scratch.number();
        }
        return ids;
    }

    public JfrFrame frame(int id) {
        return frames.get(id);
    }
}
