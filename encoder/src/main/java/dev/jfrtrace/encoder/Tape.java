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

    /** The event, its thread, its time, and its arguments. */
    private static final int MOST = 7;

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
        // Stacks and texts are not to be kept alive by who has played them.
        Arrays.fill(objects, 0, objectCount, null);
        length = 0;
        objectCount = 0;
    }

    private void play(int at, TraceEncoder encoder) {
        EventType type = TYPES[(int) numbers[at]];
        long m = numbers[at + 1];
        long time = numbers[at + 2];
        long a0 = numbers[at + 3];
        long a1 = numbers[at + 4];
        long a2 = numbers[at + 5];
        long a3 = numbers[at + 6];
        if (type == EventType.CPU_SAMPLE) {
            encoder.cpuSample(time, m, a0, a1, (Stack) objects[played++]);
            return;
        }
        int strings = type.stringArgs();
        int stacks = type.stackArgs();
        String text = null;
        if ((strings | stacks) != 0) {
            // Of the arguments, a string comes before a stack; no rule looks at one of two strings.
            text = Integer.bitCount(strings) == 1 ? (String) objects[played] : null;
            a0 = id(strings, stacks, a0, encoder);
            a1 = id(strings >> 1, stacks >> 1, a1, encoder);
            a2 = id(strings >> 2, stacks >> 2, a2, encoder);
            a3 = id(strings >> 3, stacks >> 3, a3, encoder);
        }
        encoder.emitNext(type, m, time, a0, a1, a2, a3, text);
    }

    private long id(int isString, int isStack, long number, TraceEncoder encoder) {
        if ((isString & 1) != 0) {
            return encoder.string((String) objects[played++]);
        }
        return (isStack & 1) != 0 ? encoder.stack((Stack) objects[played++]) : number;
    }
}
