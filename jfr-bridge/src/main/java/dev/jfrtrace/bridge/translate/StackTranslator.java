package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.StackStore;
import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.encoder.generation.Frame;
import dev.jfrtrace.encoder.generation.FrameTable;
import dev.jfrtrace.encoder.generation.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives collected stacks, and names without a place in any program, as stacks of the trace. */
final class StackTranslator {
    /**
     * Stacks that are kept at hand, a power of two; the same ones are asked for again and again.
     */
    private static final int CACHED = 1 << 14;

    private final StackStore store;
    private final FrameTable frames;
    private final List<Frame> framesById = new ArrayList<>();
    private final Map<String, Stack> named = new HashMap<>();
    private final long[] cachedPlaces = new long[CACHED];
    private final Stack[] cached = new Stack[CACHED];

    StackTranslator(StackStore store, FrameTable frames) {
        this.store = store;
        this.frames = frames;
    }

    /** The stack at a place of the store; none for {@link JfrRecord#NONE}. */
    Stack at(long place) {
        if (place == JfrRecord.NONE) {
            return Stack.NONE;
        }
        int slot = (int) (place * 0x9E3779B97F4A7C15L >>> 40) & CACHED - 1;
        if (cached[slot] == null || cachedPlaces[slot] != place) {
            cached[slot] = translate(place);
            cachedPlaces[slot] = place;
        }
        return cached[slot];
    }

    private Stack translate(long place) {
        try {
            int[] ids = store.stack(place);
            Frame[] stack = new Frame[ids.length];
            for (int i = 0; i < ids.length; i++) {
                stack[i] = frame(ids[i]);
            }
            return Stack.of(stack);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Frame frame(int id) {
        while (framesById.size() <= id) {
            framesById.add(null);
        }
        Frame known = framesById.get(id);
        if (known == null) {
            JfrFrame frame = store.frame(id);
            String dot = frame.type().isEmpty() ? "" : ".";
            String function = frame.type() + dot + frame.method();
            known = frames.frame(function, fileOf(frame.type()), frame.line());
            framesById.set(id, known);
        }
        return known;
    }

    /** JFR does not record source files: this is the one that Java's conventions give the class. */
    static String fileOf(String type) {
        int nested = type.indexOf('$', 1);
        String outer = nested < 0 ? type : type.substring(0, nested);
        String simple = outer.substring(outer.lastIndexOf('.') + 1);
        return simple.isEmpty() ? "" : simple + ".java";
    }

    /** A stack of one frame that stands for something with a name but no place. */
    Stack named(String name) {
        return named.computeIfAbsent(name, n -> Stack.of(nameFrame(n)));
    }

    /** The same, called by {@code root}. */
    Stack named(String name, String root) {
        return Stack.of(nameFrame(name), nameFrame(root));
    }

    /** The stack at a place, with a class as its leaf: what was waited for. */
    Stack at(long place, String leaf) {
        Stack stack = at(place);
        if (leaf == null) {
            return stack;
        }
        return stack.isEmpty() ? named(leaf) : stack.withLeaf(nameFrame(leaf));
    }

    private Frame nameFrame(String name) {
        return frames.frame(name, "", 0);
    }

    /** Classes of a stack, root first. */
    List<String> typesFromRoot(long place) {
        List<String> types = new ArrayList<>();
        if (place != JfrRecord.NONE) {
            try {
                int[] ids = store.stack(place);
                for (int i = ids.length - 1; i >= 0; i--) {
                    types.add(store.frame(ids[i]).type());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return types;
    }
}
