package dev.jfrtrace.encoder.read.raw;

import dev.jfrtrace.encoder.format.EventType;

/**
 * An event as it stands in the file, the framing included: a batch is an event EventBatch, followed
 * by those of its body. Nothing is judged.
 *
 * @param args the arguments of the {@linkplain EventType#args() table}, unsigned; of a {@link
 *     EventType#STACK_ENTRY} the frames follow, four numbers each: pc, function, file, line
 * @param data of a string its bytes, of an experiment's batch its body; else {@code null}
 */
public record RawEvent(EventType type, long[] args, byte[] data) {
    /** Numbers of a frame. */
    public static final int FRAME_ARGS = 4;

    /** Whether events of this type are followed by a length and bytes. */
    public static boolean hasData(EventType type) {
        return type == EventType.STRING_ENTRY || type == EventType.EXPERIMENTAL_BATCH;
    }
}
