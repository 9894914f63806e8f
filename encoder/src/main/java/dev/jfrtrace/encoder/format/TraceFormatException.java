package dev.jfrtrace.encoder.format;

import java.io.IOException;

/**
 * A trace that cannot be read further, and why. It is the only exception that bad input brings
 * about; any other {@link IOException} comes from the stream that the trace is read from.
 */
public final class TraceFormatException extends IOException {
    private static final long serialVersionUID = 1;

    /** Who is to blame. */
    public enum Fault {
        /** The bytes break the format or one of its rules. */
        CORRUPT("corrupt trace"),
        /** The input ends too early; what there is may be good. */
        TRUNCATED("truncated trace"),
        /** No trace, or one of a version that is not read. */
        UNSUPPORTED("unsupported trace");

        private final String text;

        Fault(String text) {
            this.text = text;
        }
    }

    private final Fault fault;
    private final long offset;
    private final long generation;
    private final long thread;
    private final String found;
    private final String expected;

    /**
     * @param offset where in the input, in bytes from its start
     * @param generation the generation's number, 0 where none is known
     * @param thread the thread of the batch, {@link Limits#NONE} where there is none
     * @param found what is there
     * @param expected what should be there, or which rule is broken
     */
    public TraceFormatException(
            Fault fault, long offset, long generation, long thread, String found, String expected) {
        this("byte", fault, offset, generation, thread, found, expected);
    }

    private TraceFormatException(
            String unit,
            Fault fault,
            long offset,
            long generation,
            long thread,
            String found,
            String expected) {
        super(message(unit, fault, offset, generation, thread, found, expected));
        this.fault = fault;
        this.offset = offset;
        this.generation = generation;
        this.thread = thread;
        this.found = found;
        this.expected = expected;
    }

    /** The same of a trace as text: the offset counts lines, from 1. */
    public static TraceFormatException ofLine(
            Fault fault, long line, String found, String expected) {
        return new TraceFormatException("line", fault, line, 0, Limits.NONE, found, expected);
    }

    private static String message(
            String unit,
            Fault fault,
            long offset,
            long generation,
            long thread,
            String found,
            String expected) {
        StringBuilder text = new StringBuilder(fault.text);
        text.append(" at ").append(unit).append(' ').append(offset);
        if (generation != 0) {
            text.append(", generation ").append(Long.toUnsignedString(generation));
        }
        if (thread != Limits.NONE) {
            text.append(", thread ").append(thread);
        }
        return text.append(": found ")
                .append(found)
                .append(", expected ")
                .append(expected)
                .toString();
    }

    public Fault fault() {
        return fault;
    }

    /**
     * Where in the input, in bytes from its start: of a bad number its first byte, of an event its
     * type, of a batch its first byte.
     */
    public long offset() {
        return offset;
    }

    /** The generation's number, unsigned; 0 where none is known. */
    public long generation() {
        return generation;
    }

    /** The thread of the batch, or {@link Limits#NONE}. */
    public long thread() {
        return thread;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }
}
