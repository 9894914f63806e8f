package dev.jfrtrace.bridge;

import dev.jfrtrace.bridge.mapping.GroupBy;
import dev.jfrtrace.bridge.mapping.ShownVirtualThreads;
import dev.jfrtrace.bridge.translate.TranslateOptions;
import dev.jfrtrace.encoder.TraceEncoder;
import dev.jfrtrace.encoder.format.TraceVersion;
import java.util.regex.Pattern;

/** Choices of translations by hand: the usual ones, but for what a test names. */
public final class Choices {
    private static final long GENERATION = 1_000_000_000;

    private Choices() {}

    public static TranslateOptions usual() {
        return generation(GENERATION);
    }

    public static TranslateOptions generation(long nanos) {
        return of(
                nanos,
                TraceEncoder.Options.DEFAULT_MAX_RESTATED,
                null,
                ShownVirtualThreads.ALL,
                GroupBy.POOL);
    }

    public static TranslateOptions virtualThreads(ShownVirtualThreads shown) {
        return of(GENERATION, TraceEncoder.Options.DEFAULT_MAX_RESTATED, null, shown, GroupBy.POOL);
    }

    public static TranslateOptions of(int maxRestated, Pattern threads, GroupBy groupBy) {
        return of(GENERATION, maxRestated, threads, ShownVirtualThreads.ALL, groupBy);
    }

    private static TranslateOptions of(
            long nanos,
            int maxRestated,
            Pattern threads,
            ShownVirtualThreads shown,
            GroupBy groupBy) {
        return new TranslateOptions(
                TraceVersion.GO_1_22,
                nanos,
                TranslateOptions.GENERATION_BYTES,
                maxRestated,
                threads,
                shown,
                groupBy,
                false);
    }
}
