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
        String type = types.computeIfAbsent(frame.type(), ClassNames::fold);
        JfrFrame folded = new JfrFrame(type, frame.method(), frame.line());
        if (frames.size() >= MAX && !ids.containsKey(folded)) {
            folded = OVERFLOW;
        }
        Integer known = ids.putIfAbsent(folded, frames.size());
        if (known != null) {
            return known;
        }
        frames.add(folded);
        return frames.size() - 1;
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
