package dev.jfrtrace.encoder;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.generation.Stack;
import java.io.IOException;
import java.util.Arrays;

/**
 * Events as they were put down by a {@link TapeRecorder}, to be played to an encoder, as a rule by
 * another thread. Belongs to one thread at a time.
 */
public final class Tape {
    /** Hears of the marks between events. */
    @FunctionalInterface
    public interface MarkHandler {
        void mark(long time) throws IOException;
    }

    /** Stands where a mark is, and not an event. */
    private static final long MARK = -1;

    /** Numbers that a tape has room for; beyond, it grows. */
    private static final int ROOM = 1 << 14;

    private static final int ARGUMENTS = 4;

    /** The event, its thread, its time, and its arguments. */
    private static final int MOST = 3 + ARGUMENTS;

    private static final EventType[] TYPES = EventType.values();

    private long[] numbers = new long[ROOM];

    /** Texts and stacks, in the order in which events name them. */
    private Object[] objects = new Object[ROOM >> 3];

    private int length;
    private int objectCount;
    private int played;

    /** An empty tape. */
    public Tape() {}

    public boolean isEmpty() {
        return length == 0;
    }

    /** Whether it is time for another one: a full tape takes more, but grows by it. */
    public boolean isFull() {
        return length > ROOM - ROOM / 8;
    }

    void mark(long time) {
        reserve();
        numbers[length++] = MARK;
        numbers[length++] = time;
    }

    void event(EventType type, long m, long time, long a0, long a1, long a2, long a3) {
        reserve();
        int at = length;
        numbers[at++] = type.ordinal();
        numbers[at++] = m;
        numbers[at++] = time;
        numbers[at++] = a0;
        numbers[at++] = a1;
        numbers[at++] = a2;
        numbers[at++] = a3;
        length = at;
    }

    void object(Object named) {
        if (objectCount == objects.length) {
            objects = Arrays.copyOf(objects, 2 * objectCount);
        }
        objects[objectCount++] = named;
    }

    private void reserve() {
        if (numbers.length - length < MOST) {
            numbers = Arrays.copyOf(numbers, 2 * length);
        }
    }

    /** Has the encoder take all that was put down, in its order; the tape is empty then. */
    public void playTo(TraceEncoder encoder, MarkHandler marks) throws IOException {
        played = 0;
        int at = 0;
        while (at < length) {
            if (numbers[at] == MARK) {
                marks.mark(numbers[at + 1]);
                at += 2;
            } else {
                play(at, encoder);
                at += MOST;
            }
        }
        // Not emptied, but anew: to write to a young array is no work for the garbage collector.
        objects = new Object[objects.length];
        length = 0;
        objectCount = 0;
    }

    private void play(int at, TraceEncoder encoder) {
        EventType type = TYPES[(int) numbers[at]];
        long m = numbers[at + 1];
        long time = numbers[at + 2];
        int arguments = at + 3;
        if (type == EventType.CPU_SAMPLE) {
            Stack stack = (Stack) objects[played++];
            encoder.cpuSample(time, m, numbers[arguments], numbers[arguments + 1], stack);
            return;
        }
        int strings = type.stringArgs();
        int stacks = type.stackArgs();
        String text = null;
        if ((strings | stacks) != 0) {
            // Of the arguments, a string comes before a stack; no rule looks at one of two strings.
            text = Integer.bitCount(strings) == 1 ? (String) objects[played] : null;
            putIds(arguments, strings, stacks, encoder);
        }
        encoder.emitNext(
                type,
                m,
                time,
                numbers[arguments],
                numbers[arguments + 1],
                numbers[arguments + 2],
                numbers[arguments + 3],
                text);
    }

    /** In the place of arguments that are texts or stacks; in a loop, so as to be compiled once. */
    private void putIds(int arguments, int strings, int stacks, TraceEncoder encoder) {
        for (int i = 0; i < ARGUMENTS; i++) {
            if ((strings >> i & 1) != 0) {
                numbers[arguments + i] = encoder.string((String) objects[played++]);
            } else if ((stacks >> i & 1) != 0) {
                numbers[arguments + i] = encoder.stack((Stack) objects[played++]);
            }
        }
    }
}
