package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.collect.FrameIds;
import dev.jfrtrace.bridge.collect.Stacks;
import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stacks that were met lately. A place is good until {@link #turn} has been called twice, and
 * is never given to another stack.
 */
final class LiveStacks implements Stacks {
    /** Frames of a stack, by content. */
    private static final class Key {
        final int[] frames;
        private final int hash;

        Key(int[] frames) {
            this.frames = frames;
            this.hash = Arrays.hashCode(frames);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key && Arrays.equals(frames, ((Key) other).frames);
        }
    }

    private final FrameIds frames = new FrameIds();
    private Map<Key, Long> places = new HashMap<>();
    private Map<Key, Long> olderPlaces = new HashMap<>();
    private LongMap<int[]> stacks = new LongMap<>();
    private LongMap<int[]> olderStacks = new LongMap<>();
    private long next;

    /**
     * Keeps a stack, leaf first, and tells its place: for equal ones the same, while it is good.
     */
    long add(List<JfrFrame> stack) {
        Key key = new Key(frames.idsOf(stack));
        Long known = places.get(key);
        if (known != null) {
            return known;
        }
        Long older = olderPlaces.get(key);
        long place = older != null ? older : next++;
        places.put(key, place);
        stacks.put(place, key.frames);
        return place;
    }

    int size() {
        return stacks.size();
    }

    /** What was not added again since the last turn is forgotten with the next one. */
    void turn() {
        olderPlaces = places;
        olderStacks = stacks;
        places = new HashMap<>();
        stacks = new LongMap<>();
        frames.forgetClassNames();
    }

    @Override
    public int[] stack(long place) {
        int[] recent = stacks.get(place);
        int[] found = recent != null ? recent : olderStacks.get(place);
        if (found == null) {
            throw new IllegalStateException("internal error: stack " + place + " was forgotten");
        }
        return found;
    }

    @Override
    public JfrFrame frame(int id) {
        return frames.frame(id);
    }
}
