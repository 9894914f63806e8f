package dev.jfrtrace.encoder.read.raw;

import dev.jfrtrace.encoder.format.EventType;

/**
 * A batch as it stands in the file, or the mark that ends a generation, whose body is that mark.
 *
 * @param offset of the batch's first byte in the input
 * @param bodyOffset of the body's first byte
 * @param endOffset behind the batch
 * @param experiment 0 for an ordinary batch
 * @param generation as the batch names it; 0 for an end mark
 * @param thread its thread, or {@link dev.jfrtrace.encoder.format.Limits#NONE}
 * @param time in units of the generation's frequency
 * @param body owned by the batch; not to be changed
 */
public record Batch(
        long offset,
        long bodyOffset,
        long endOffset,
        int experiment,
        long generation,
        long thread,
        long time,
        byte[] body) {

    /** Whether this is an ordinary batch whose body starts with {@code type}. */
    public boolean startsWith(EventType type) {
        return experiment == 0 && body.length > 0 && (body[0] & 0xFF) == type.number();
    }
}
