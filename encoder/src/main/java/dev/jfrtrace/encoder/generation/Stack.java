package dev.jfrtrace.encoder.generation;

import dev.jfrtrace.encoder.format.Limits;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A stack of frames, leaf first. Stacks with the same frames are equal. Belongs to one trace and
 * its writing thread: it remembers its id in the generation that used it last.
 */
public final class Stack {
    /** No stack: id 0. */
    public static final Stack NONE = new Stack(new Frame[0]);

    private final Frame[] frames;
    private final int hash;

    private long idOf;
    private int id;

    private Stack(Frame[] frames) {
        this.frames = frames;
        int h = frames.length;
        for (Frame frame : frames) {
            h = h * 31 + Long.hashCode(frame.pc());
        }
        this.hash = h;
    }

    /**
     * A stack of these frames, leaf first. Of more than {@link Limits#MAX_FRAMES_PER_STACK} the
     * leaf-most and the root stay: the root names and groups, the leaf says what happened.
     */
    public static Stack of(Frame... frames) {
        if (frames.length == 0) {
            return NONE;
        }
        if (frames.length <= Limits.MAX_FRAMES_PER_STACK) {
            return new Stack(frames.clone());
        }
        Frame[] kept = Arrays.copyOf(frames, Limits.MAX_FRAMES_PER_STACK);
        kept[kept.length - 1] = frames[frames.length - 1];
        return new Stack(kept);
    }

    public static Stack of(List<Frame> frames) {
        return of(frames.toArray(Frame[]::new));
    }

    /** This stack with {@code leaf} called by its leaf. */
    public Stack withLeaf(Frame leaf) {
        Frame[] longer = new Frame[frames.length + 1];
        longer[0] = leaf;
        System.arraycopy(frames, 0, longer, 1, frames.length);
        return of(longer);
    }

    public boolean isEmpty() {
        // There is one without frames, and to look at them is to fetch them.
        return this == NONE;
    }

    /** Frames, leaf first, as a view. */
    public List<Frame> frames() {
        return Collections.unmodifiableList(Arrays.asList(frames));
    }

    Frame[] rawFrames() {
        return frames;
    }

    /** The id in this generation, 0 when it has none there yet. */
    int idIn(long generation) {
        return idOf == generation ? id : 0;
    }

    void setId(long generation, int newId) {
        idOf = generation;
        id = newId;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Stack)) {
            return false;
        }
        Stack stack = (Stack) other;
        if (hash != stack.hash || frames.length != stack.frames.length) {
            return false;
        }
        for (int i = 0; i < frames.length; i++) {
            if (frames[i].pc() != stack.frames[i].pc()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
