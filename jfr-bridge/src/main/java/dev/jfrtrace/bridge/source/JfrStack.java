package dev.jfrtrace.bridge.source;

import java.util.List;

/** A stack as one chunk names it. Equal indexes, in one chunk, mean the same stack. */
public interface JfrStack {
    /** Counts the chunk's stacks from 0, in order of appearance. */
    int index();

    /** Frames, leaf first. May be costly: ask once per index. */
    List<JfrFrame> frames();
}
