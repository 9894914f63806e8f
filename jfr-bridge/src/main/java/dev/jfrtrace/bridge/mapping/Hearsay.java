package dev.jfrtrace.bridge.mapping;

import java.util.EnumSet;
import java.util.Set;

/** What is said of a thread that may have slept all the while: by others, or by its name. */
public final class Hearsay {
    private static final Set<JfrMapping> WORDS =
            EnumSet.of(JfrMapping.THREAD_DUMP, JfrMapping.THREAD_STATE, JfrMapping.NATIVE_SAMPLE);

    private static final Set<JfrMapping> EMPTY =
            EnumSet.of(JfrMapping.THREAD_NAME, JfrMapping.THREAD_ALLOCATION);

    private Hearsay() {}

    /** Whether somebody has looked at what the thread does. */
    public static boolean isWord(JfrMapping row) {
        return WORDS.contains(row);
    }

    /** Whether it says but that the thread exists, or what it is called. */
    public static boolean isEmpty(JfrMapping row) {
        return EMPTY.contains(row);
    }
}
