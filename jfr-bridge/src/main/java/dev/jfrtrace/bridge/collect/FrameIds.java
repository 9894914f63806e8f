package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.encoder.format.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for frames, equal ones the same. Beyond a bound all new ones share one. */
public final class FrameIds {
    /** Distinct frames that are kept, at about 200 bytes each. */
    private static final int MAX = 1 << 19;

    private static final JfrFrame OVERFLOW = new JfrFrame("", "(too many distinct frames)", 0);

    /** Numbers of frames as they came, before their classes were folded. */
    private final Map<JfrFrame, Integer> met = new HashMap<>();

    private final Map<JfrFrame, Integer> ids = new HashMap<>();
    private final List<JfrFrame> frames = new ArrayList<>();

    private int idOf(JfrFrame frame) {
        Integer known = met.get(frame);
        if (known == null) {
            known = idOfFolded(folded(frame));
            met.put(frame, known);
        }
        return known;
    }

    private int idOfFolded(JfrFrame frame) {
        Integer known = ids.get(frame);
        if (known != null) {
            return known;
        }
        if (frames.size() >= MAX && !frame.equals(OVERFLOW)) {
            return idOfFolded(OVERFLOW);
        }
        ids.put(frame, frames.size());
        frames.add(frame);
        return frames.size() - 1;
    }

    /** Takes in the frames of others, and tells the number here for each of theirs. */
    int[] adopt(FrameIds others) {
        return others.frames.stream().mapToInt(this::idOfFolded).toArray();
    }

    /** The frame itself where its class has a name of its own, as nearly all have. */
    private static JfrFrame folded(JfrFrame frame) {
        String type = ClassNames.fold(frame.type());
        return type.equals(frame.type()) ? frame : new JfrFrame(type, frame.method(), frame.line());
    }

    /**
     * Numbers of a stack's frames, leaf first. The root names and groups: it stays when frames must
     * go.
     */
    public int[] idsOf(List<JfrFrame> stack) {
        int[] ids = new int[Math.min(stack.size(), Limits.MAX_FRAMES_PER_STACK)];
        for (int i = 0; i < ids.length; i++) {
            boolean root = i == ids.length - 1;
            ids[i] = idOf(stack.get(root ? stack.size() - 1 : i));
        }
        return ids;
    }

    public JfrFrame frame(int id) {
        return frames.get(id);
    }

    /** Class names are met anew in each chunk, those of lambdas under another name each time. */
    public void forgetClassNames() {
        met.clear();
    }
}
