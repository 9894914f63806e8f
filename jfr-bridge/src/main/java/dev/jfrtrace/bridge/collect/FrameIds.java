package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrFrame;
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

    public int idOf(JfrFrame frame) {
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

    public JfrFrame frame(int id) {
        return frames.get(id);
    }

    /** Class names are met anew in each chunk, those of lambdas under another name each time. */
    public void forgetClassNames() {
        types.clear();
    }
}
