package dev.jfrtrace.encoder;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.generation.Stack;

/**
 * Puts events down on a {@link Tape} as they come. Nothing is judged yet: each counts as taken.
 * What is refused is so when the tape is played.
 */
public final class TapeRecorder extends TraceEvents {
    private Tape tape = new Tape();

    /** A recorder with an empty tape. */
    public TapeRecorder() {}

    /** Whether it is time to {@link #change} the tape. */
    public boolean isFull() {
        return tape.isFull();
    }

    /** Goes on with an empty tape, and hands out the one at hand. */
    public Tape change(Tape empty) {
        Tape recorded = tape;
        tape = empty;
        return recorded;
    }

    /** Puts a mark down, at which whoever plays the tape does something of its own. */
    public void mark(long time) {
        tape.mark(time);
    }

    @Override
    boolean emit(
            EventType type, long m, long time, long a0, long a1, long a2, long a3, String text) {
        tape.event(type, m, time, a0, a1, a2, a3);
        return true;
    }

    /** The sequence is filled in when the tape is played. */
    @Override
    boolean emitNext(
            EventType type, long m, long time, long a0, long a1, long a2, long a3, String text) {
        return emit(type, m, time, a0, a1, a2, a3, text);
    }

    @Override
    int string(String text) {
        tape.object(text);
        return 0;
    }

    @Override
    int stack(Stack stack) {
        tape.object(stack);
        return 0;
    }

    @Override
    public void cpuSample(long time, long m, long p, long g, Stack stack) {
        tape.object(stack);
        tape.event(EventType.CPU_SAMPLE, m, time, p, g, 0, 0);
    }
}
