package dev.jfrtrace.encoder.format;

/** Status of a goroutine as the wire numbers it ({@code tracev2.GoStatus}); 0 is never written. */
public enum GoStatus {
    BAD,
    RUNNABLE,
    RUNNING,
    SYSCALL,
    WAITING;

    private static final GoStatus[] VALUES = values();

    /** The status with this wire number; {@link #BAD} when there is none. */
    public static GoStatus ofNumber(long number) {
        return number > 0 && number < VALUES.length ? VALUES[(int) number] : BAD;
    }

    public int number() {
        return ordinal();
    }
}
