package dev.jfrtrace.encoder.generation;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives each distinct (function, file, line) of a trace its one PC (F4): small numbers in order of
 * appearance, since they are written with every frame. A program without end (generated classes)
 * cannot fill the memory: beyond {@link #MAX_FRAMES} the PC is a hash, the same for the same frame,
 * and the frame is not kept.
 */
public final class FrameTable {
    /** Distinct frames that are kept, at about 150 bytes each. */
    static final int MAX_FRAMES = 1 << 17;

    /** Hashed PCs start here, out of reach of counted ones, and stay exact as JSON numbers. */
    private static final long FIRST_HASHED_PC = 1L << 32;

    private static final long HASHED_PCS = 1L << 52;

    private record Key(String function, String file, int line) {}

    private final Map<Key, Frame> frames = new HashMap<>();
    private final int bound;

    public FrameTable() {
        this(MAX_FRAMES);
    }

    FrameTable(int bound) {
        this.bound = bound;
    }

    /**
     * The frame of a place; equal arguments give equal PCs.
     *
     * @param file empty when unknown
     * @param line 0 when unknown; negative counts as unknown
     */
    public Frame frame(String function, String file, int line) {
        Key key = new Key(function, file, Math.max(0, line));
        Frame known = frames.get(key);
        if (known != null) {
            return known;
        }
        boolean keep = frames.size() < bound;
        long pc = keep ? frames.size() + 1 : hashedPc(key);
        Frame made = new Frame(pc, fitting(function), fitting(file), key.line());
        if (keep) {
            frames.put(key, made);
        }
        return made;
    }

    /** Frames that are kept. */
    public int size() {
        return frames.size();
    }

    private static long hashedPc(Key key) {
        long hash = key.line();
        hash = mix(hash, key.function());
        hash = mix(hash, key.file());
        return FIRST_HASHED_PC + Long.remainderUnsigned(hash, HASHED_PCS);
    }

    private static long mix(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return (hash ^ hash >>> 29) * 0x9E3779B97F4A7C15L;
    }

    private static String fitting(String text) {
        return Utf8.isTooLong(text) ? Utf8.tail(text) : text;
    }
}
