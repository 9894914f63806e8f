package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.Stacks;
import dev.jfrtrace.bridge.collect.Symbols;
import dev.jfrtrace.bridge.mapping.AwaitedName;
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
import java.util.regex.Pattern;

/** Gives collected stacks, and names without a place in any program, as stacks of the trace. */
final class StackTranslator {
    /**
     * Stacks that are kept at hand, a power of two; the same ones are asked for again and again.
     */
    private static final int CACHED = 1 << 16;

    /** Stacks of which it is known that they are the same as one of another chunk. */
    private static final int MAX_DISTINCT = 1 << 15;

    /** Distinct names without a place, of thread groups most of all. */
    private static final int MAX_NAMED = 1 << 16;

    /** Classes that an application calls to annotate its work. */
    private static final String API = "dev.jfrtrace.api.";

    /** Classes that the JDK calls when the agent has told it to. */
    private static final String HOOKS = "dev.jfrtrace.bridge.agent.boot.";

    /** Stands for no leaf, but for the caller of the API: no symbol has it. */
    private static final long CALLER = -1;

    /** {@code libc.so.6}, {@code [vdso]}; {@code libc.so;4f (deleted)} where it was replaced. */
    private static final Pattern LIBRARY =
            Pattern.compile("\\[.*|.*\\.(so|dylib|dll)(\\.[0-9.]+)?(;\\w+)?( \\(deleted\\))?");

    /** {@code Object.wait}, as each JDK has it. */
    private static final Pattern WAITS = Pattern.compile("wait0?");

    private static final String OTHER_NAMES = "(too many names)";

    private final Stacks store;
    private final Symbols symbols;
    private final FrameTable frames;
    private final List<Frame> framesById = new ArrayList<>();
    private final Map<String, Stack> named = new HashMap<>();

    /**
     * Place and leaf side by side, and those of a neighbour beside them: who looks at one has
     * fetched the others.
     */
    private final long[] cachedKeys = new long[2 * CACHED];

    private final Stack[] cached = new Stack[CACHED];

    /** Stacks by their frames. */
    private final Map<Stack, Stack> distinct = new HashMap<>();

    StackTranslator(Stacks store, Symbols symbols, FrameTable frames) {
        this.store = store;
        this.symbols = symbols;
        this.frames = frames;
    }

    /** The stack at a place of the store; none for {@link JfrRecord#NONE}. */
    Stack at(long place) {
        return at(place, 0);
    }

    /**
     * The same, with a class as its leaf: what was waited for.
     *
     * @param leaf the class's symbol, 0 for none
     */
    Stack at(long place, long leaf) {
        int slot = (int) ((place * 31 + leaf) * 0x9E3779B97F4A7C15L >>> 40) & CACHED - 1;
        if (isCached(slot, place, leaf)) {
            return cached[slot];
        }
        int neighbour = slot ^ 1;
        if (isCached(neighbour, place, leaf)) {
            return cached[neighbour];
        }
        // The newer of both stays: two that are in use and want the same slot must not take turns.
        cache(neighbour, cachedKeys[2 * slot], cachedKeys[2 * slot + 1], cached[slot]);
        cache(slot, place, leaf, distinct(make(place, leaf)));
        return cached[slot];
    }

    private boolean isCached(int slot, long place, long leaf) {
        int key = 2 * slot;
        return cachedKeys[key] == place && cachedKeys[key + 1] == leaf && cached[slot] != null;
    }

    private void cache(int slot, long place, long leaf, Stack stack) {
        cachedKeys[2 * slot] = place;
        cachedKeys[2 * slot + 1] = leaf;
        cached[slot] = stack;
    }

    /**
     * Each chunk has its stacks again: the same frames are to be the same stack, whose number in
     * the open generation is known.
     */
    private Stack distinct(Stack stack) {
        if (distinct.size() >= MAX_DISTINCT) {
            distinct.clear();
        }
        Stack known = distinct.putIfAbsent(stack, stack);
        return known == null ? stack : known;
    }

    /**
     * The innermost frame of a stack as JFR has it, without the native ones that profilers put
     * before it; {@code null} where there is none.
     */
    JfrFrame leaf(long place) {
        if (place == JfrRecord.NONE) {
            return null;
        }
        try {
            for (int id : store.stack(place)) {
                JfrFrame frame = store.frame(id);
                if (!isNative(frame.type())) {
                    return frame;
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Profilers put the library, if anything, where Java's frames have their class. */
    private static boolean isNative(String type) {
        return type.isEmpty() || LIBRARY.matcher(type).matches();
    }

    /** The same without the frames of our own API at its leaf: what called it. */
    Stack caller(long place) {
        return at(place, CALLER);
    }

    private Stack make(long place, long leaf) {
        Stack stack = place == JfrRecord.NONE ? Stack.NONE : translate(place, leaf == CALLER);
        if (leaf == CALLER) {
            return stack;
        }
        if (leaf == 0) {
            return stack;
        }
        String name = waitedFor(symbols.text(leaf), place);
        return stack.isEmpty() ? named(name) : stack.withLeaf(nameFrame(name));
    }

    /**
     * Whoever needs a class that another thread initializes waits for an array of the JVM's, and
     * calls nothing to wait.
     */
    private String waitedFor(String type, long place) {
        return "int[]".equals(type) && !callsWait(leaf(place))
                ? AwaitedName.CLASS_INITIALIZATION
                : type;
    }

    private static boolean callsWait(JfrFrame innermost) {
        return innermost != null && WAITS.matcher(innermost.method()).matches();
    }

    private Stack translate(long place, boolean skipsApi) {
        try {
            int[] ids = store.stack(place);
            int leaf = 0;
            while (leaf < ids.length && isOurs(store.frame(ids[leaf]).type(), skipsApi)) {
                leaf++;
            }
            Frame[] stack = new Frame[ids.length - leaf];
            for (int i = 0; i < stack.length; i++) {
                stack[i] = frame(ids[leaf + i]);
            }
            return Stack.of(stack);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(String type, boolean skipsApi) {
        return type.startsWith(HOOKS) || skipsApi && type.startsWith(API);
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
        if (isNative(type)) {
            return "";
        }
        int start = type.lastIndexOf('.') + 1;
        int nested = type.indexOf('$', start + 1);
        String simple = nested < 0 ? type.substring(start) : type.substring(start, nested);
        return simple.isEmpty() ? "" : simple + ".java";
    }

    /** A stack of one frame that stands for something with a name but no place. */
    Stack named(String name) {
        Stack known = named.get(name);
        if (known != null) {
            return known;
        }
        if (named.size() >= MAX_NAMED && !name.equals(OTHER_NAMES)) {
            return named(OTHER_NAMES);
        }
        Stack made = Stack.of(nameFrame(name));
        named.put(name, made);
        return made;
    }

    /** The same, called by {@code root}. */
    Stack named(String name, String root) {
        return Stack.of(nameFrame(name), nameFrame(root));
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
