package dev.jfrtrace.bridge.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.TraceStack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The frames of all stacks as the format has them: a tree, in which each frame points to its
 * caller. It is kept to the end, and bounded.
 */
final class StackFrames {
    static final int MOST = 1 << 18;

    /**
     * A stack of the generation at hand.
     *
     * @param id of its leaf; 0 when it is left out
     * @param at the one frame that tells most
     * @param awaited what a thread waits for there; empty when that is not told
     */
    record KnownStack(int id, String at, String awaited) {}

    /**
     * @param caller 0 for none
     */
    private record Node(int caller, String name) {}

    private final Map<Node, Integer> ids = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<TraceStack, KnownStack> known = new IdentityHashMap<>();
    private final int most;
    private long leftOut;

    StackFrames(int most) {
        this.most = most;
    }

    /** Another generation has other stacks. */
    void sync() {
        known.clear();
    }

    /** {@code null} for no stack. */
    KnownStack of(TraceStack stack) {
        if (stack == null || stack.frames().isEmpty()) {
            return null;
        }
        KnownStack found = known.get(stack);
        if (found == null) {
            List<StackFrame> frames = stack.frames();
            String at = ShownFrames.text(ShownFrames.of(frames).get(0));
            found = new KnownStack(leaf(frames), at, ShownFrames.awaited(frames));
            known.put(stack, found);
        }
        return found;
    }

    private int leaf(List<StackFrame> frames) {
        if (nodes.size() + frames.size() > most) {
            leftOut++;
            return 0;
        }
        int caller = 0;
        for (int i = frames.size() - 1; i >= 0; i--) {
            Node node = new Node(caller, ShownFrames.text(frames.get(i)));
            Integer id = ids.get(node);
            if (id == null) {
                nodes.add(node);
                id = nodes.size();
                ids.put(node, id);
            }
            caller = id;
        }
        return caller;
    }

    /** Stacks of generations that were beyond the limit. */
    long leftOut() {
        return leftOut;
    }

    void write(JsonGenerator json) throws IOException {
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            json.writeObjectFieldStart(String.valueOf(i + 1));
            json.writeStringField("name", JsonText.clean(node.name));
            if (node.caller != 0) {
                json.writeNumberField("parent", node.caller);
            }
            json.writeEndObject();
        }
    }
}
