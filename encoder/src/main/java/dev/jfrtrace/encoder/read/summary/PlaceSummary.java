package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.read.StackFrame;
import java.util.List;

/**
 * How often the goroutines of one name were seen with one stack: by CPU samples, or as they wrote
 * logs of one category.
 *
 * @param category of the logs; empty for samples
 * @param name where the goroutines started; empty where that is unknown, or where there was none
 * @param frames leaf first; empty when unknown. PCs are 0
 * @param count how many samples or logs
 */
public record PlaceSummary(String category, String name, List<StackFrame> frames, long count) {
    PlaceSummary plus(PlaceSummary other) {
        return new PlaceSummary(category, name, frames, count + other.count);
    }
}
