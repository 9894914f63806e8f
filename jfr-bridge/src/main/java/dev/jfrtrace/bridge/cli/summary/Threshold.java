package dev.jfrtrace.bridge.cli.summary;

/**
 * From where on a conclusion is drawn. Each is a part of something, from 0 to 1, a time in
 * nanoseconds, or a number, as its name says; docs/SUMMARY.md has the same table.
 */
enum Threshold {
    /** Below, nobody gains much where stops are fewer: collectors themselves aim at 1 to 8 %. */
    STOPPED_PART(0.02),

    /** In all: a part of very little is very little. */
    STOPPED_NANOS(10_000_000),

    /** A person who waits for an answer notices so much. */
    STOP_NANOS(100_000_000),

    /** Threads reach a safepoint within a millisecond where nothing keeps them from it. */
    TO_SAFEPOINT_NANOS(20_000_000),

    /** A request is not quicker by more when what is told is mended. */
    WAITED_PART(0.1),

    /** Who calls so much work beside a read, as a part of it, reads what the work is for. */
    SERVED_PART(0.1),

    /** Of the trace's length: what is less is nothing even for one thread. */
    WAITED_OF_TRACE(0.05),

    /** Who waits for results more seldom has given work to others for good, as a main thread. */
    RESULTS(10),

    /** Below, a busy second among twenty is no shortage. */
    CPU_PART(0.05),

    /** More than half of the larger is then not in the smaller: one of both tells of little. */
    CPU_GAP_TIMES(2),

    /** Of the trace's length, as for waits: what is less misleads nobody. */
    CPU_GAP_OF_TRACE(0.05),

    /** Of the time that threads were there: who waits now and then computes all the same. */
    COMPUTED_PART(0.85),

    /** Of what threads took: with less, the program's own code is what there is to look at. */
    COMPILED_PART(0.3),

    /** Of the trace's length: each program that starts has a few tenths of a second compiled. */
    COMPILED_OF_TRACE(0.2),

    /** Of the trace's length: whoever ran hardly ever had to wait meanwhile. */
    FULL_PART(0.01),

    /** One method in five is where a profile is looked at first. */
    HOT_PART(0.2),

    /** One or two may be due to how a program starts. */
    FULL_COLLECTIONS(3),

    /** With fewer, a fifth may be chance. */
    SAMPLES(100),

    /**
     * A fifth of those: a single one stands for all that its thread has allocated since the one
     * before, wherever that was, and that may be gigabytes.
     */
    ALLOCATIONS(20),

    /**
     * A thread that did less than a hundredth of the time is no news; what it waited for may be.
     */
    QUIET_PART(0.01),

    /** The rest is what is between an edge of the trace and the next period. */
    ALL(0.95),

    /** What differs by less between two runs may do so between two of the same program. */
    CHANGED(0.1),

    /** Most: no other can have more. */
    MOST(0.5);

    private final double value;

    Threshold(double value) {
        this.value = value;
    }

    /** Whether {@code some} is so much, or more. */
    boolean isReachedBy(double some) {
        return some >= value;
    }
}
