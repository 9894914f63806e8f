package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.read.StackFrame;
import java.util.List;

/**
 * How often the goroutines of one name were sampled with one stack.
 *
 * @param name where they started; empty where that is unknown, or where there was none
 * @param frames leaf first; empty when unknown. PCs are 0
 * @param count how many samples
 */
public record SampleSummary(String name, List<StackFrame> frames, long count) {
    SampleSummary plus(SampleSummary other) {
        return new SampleSummary(name, frames, count + other.count);
    }
}
