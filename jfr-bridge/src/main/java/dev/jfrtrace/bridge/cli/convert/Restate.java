package dev.jfrtrace.bridge.cli.convert;

import dev.jfrtrace.encoder.TraceEncoder;

/** When a generation says what a goroutine does that was there before it. */
public enum Restate {
    /** At the start of the generation, unless there are very many goroutines. */
    AUTO(TraceEncoder.Options.DEFAULT_MAX_RESTATED),
    /** At the start of the generation. */
    ALL(Integer.MAX_VALUE),
    /** When the goroutine does something. */
    TOUCH(0);

    private final int maxRestated;

    Restate(int maxRestated) {
        this.maxRestated = maxRestated;
    }

    int maxRestated() {
        return maxRestated;
    }
}
