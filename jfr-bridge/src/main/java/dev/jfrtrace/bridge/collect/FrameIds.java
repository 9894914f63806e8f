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

    private final Map<String, String> types = new HashMap<>();
    private final Map<JfrFrame, Integer> ids = new HashMap<>();
    private final List<JfrFrame> frames = new ArrayList<>();

    private int idOf(JfrFrame frame) {
        JfrFrame folded = folded(frame);
        Integer known = ids.get(folded);
        if (known != null) {
            return known;
        }
        if (frames.size() >= MAX && !folded.equals(OVERFLOW)) {
            return idOf(OVERFLOW);
        }
        ids.put(folded, frames.size());
        frames.add(folded);
        return frames.size() - 1;
    }

    /** The frame itself where its class has a name of its own, as nearly all have. */
    private JfrFrame folded(JfrFrame frame) {
        String type = types.get(frame.type());
        if (type == null) {
            type = ClassNames.fold(frame.type());
            types.put(frame.type(), type);
        }
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
        types.clear();
    }
}
