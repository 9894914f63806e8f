package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.mapping.GroupBy;
import dev.jfrtrace.bridge.mapping.ShownVirtualThreads;
import dev.jfrtrace.encoder.format.TraceVersion;
import java.util.regex.Pattern;

/**
 * Choices of a translation.
 *
 * @param version the trace's header
 * @param generationNanos a generation ends once it is this old
 * @param generationBytes a generation ends once it is this large
 * @param maxRestated see {@link dev.jfrtrace.encoder.TraceEncoder.Options}
 * @param threads names of the threads to show, matched anywhere in the name; {@code null} for all
 * @param virtualThreads which virtual threads to show
 * @param groupBy what goroutines are named for
 * @param goReasons whether block reasons are in Go's own words
 */
public record TranslateOptions(
        TraceVersion version,
        long generationNanos,
        long generationBytes,
        int maxRestated,
        Pattern threads,
        ShownVirtualThreads virtualThreads,
        GroupBy groupBy,
        boolean goReasons) {
    /** Size at which a generation usually ends before its time. */
    public static final long GENERATION_BYTES = 16 << 20;
}
