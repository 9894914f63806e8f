package dev.jfrtrace.bridge.mapping;

import java.util.Locale;

/** Which virtual threads a trace shows: of hundreds of thousands no viewer shows anything. */
public enum ShownVirtualThreads {
    ALL,
    /** Those of which more is known than that they started and ended. */
    BUSY,
    NONE;

    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
