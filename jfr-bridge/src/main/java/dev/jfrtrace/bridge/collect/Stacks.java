package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrFrame;
import java.io.IOException;

/** Stacks that records name by their place. */
public interface Stacks {
    /** Ids of a stack's frames, leaf first. */
    int[] stack(long place) throws IOException;

    JfrFrame frame(int id);
}
