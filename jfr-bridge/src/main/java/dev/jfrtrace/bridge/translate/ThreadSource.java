package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JvmThread;

/** Knows the threads that records name by their index. */
@FunctionalInterface
public interface ThreadSource {
    /** The thread, or {@code null} when it is not to be shown. */
    JvmThread thread(long index);
}
