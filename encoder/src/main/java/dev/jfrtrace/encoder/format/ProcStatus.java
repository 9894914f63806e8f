package dev.jfrtrace.encoder.format;

/** Status of a proc as the wire numbers it ({@code tracev2.ProcStatus}); 0 is never written. */
public enum ProcStatus {
    BAD,
    RUNNING,
    IDLE,
    SYSCALL,
    /** In a syscall, and its thread is no longer known. */
    SYSCALL_ABANDONED;

    private static final ProcStatus[] VALUES = values();

    /** The status with this wire number; {@link #BAD} when there is none. */
    public static ProcStatus ofNumber(long number) {
        return number > 0 && number < VALUES.length ? VALUES[(int) number] : BAD;
    }

    public int number() {
        return ordinal();
    }
}
