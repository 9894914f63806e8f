package dev.jfrtrace.bridge.source;

/**
 * An event of a recording, as narrow as translation needs it, so that another source can take the
 * JDK's place. Fields are asked for by name; what is absent is a value: 0, false or {@code null}.
 * The object is valid until the next event.
 */
public interface JfrEvent {
    JfrType type();

    /** When it began, in the chunk's ticks. */
    long startTicks();

    /** When it ended; the same as the start for an instant. */
    long endTicks();

    /** The thread that it happened on, or {@code null}. */
    JfrThread thread();

    /** Where it happened, or {@code null}. */
    JfrStack stack();

    /** A number; a path of names with dots leads into a struct. */
    long number(String field);

    /** A fraction, in millionths. */
    long millionths(String field);

    boolean flag(String field);

    /** Text, or {@code null}. */
    String text(String field);

    /** A class's name with dots, or {@code null}. */
    String className(String field);

    /** A method as {@code type.method}, or {@code null}. */
    String methodName(String field);

    /** A thread, or {@code null}. */
    JfrThread thread(String field);

    /** Any field as text for people; {@code null} when it has no value. */
    String display(String field);
}
