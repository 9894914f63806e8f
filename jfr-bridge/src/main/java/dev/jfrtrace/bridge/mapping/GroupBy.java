package dev.jfrtrace.bridge.mapping;

import java.util.Locale;

/** What goroutines are named for, and so grouped by. */
public enum GroupBy {
    /** The thread's exact name. */
    NAME,
    /** Its name with {@code #} for digits: the threads of a pool are one group. */
    POOL,
    /** The first class of the application on a stack of it. */
    START;

    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
