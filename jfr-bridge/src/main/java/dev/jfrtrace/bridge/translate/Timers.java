package dev.jfrtrace.bridge.translate;

/**
 * Tells when the timeout of a wait expired. JFR tells how long a wait was to last at most, and when
 * its thread ran again. Where that is much later than the timeout, the thread was ready to run in
 * between, and had no CPU or no carrier.
 */
final class Timers {
    private static final long MILLI = 1_000_000;

    /** Of Linux, which sets a timer to the nanosecond, and lets it ring within 50 us. */
    private static final Timers FINE = new Timers(MILLI);

    /** Of Windows, whose timers ring each 16 ms, and of what is not known. */
    static final Timers COARSE = new Timers(20 * MILLI);

    /** Of a wait: a JVM's clock, and that of its system, may differ by some thousandths. */
    private static final long PART = 64;

    private final long slack;

    private Timers(long slack) {
        this.slack = slack;
    }

    static Timers of(boolean isOnLinux) {
        return isOnLinux ? FINE : COARSE;
    }

    static Timers ofThisJvm() {
        return of(System.getProperty("os.name", "").equals("Linux"));
    }

    /**
     * When a wait's time was up, if that was so long before its end that its timer cannot have been
     * the reason.
     *
     * @param asked how long the wait was to last at most; 0 for any time
     * @return {@code end} where it was not, or is not known
     */
    long up(long start, long asked, long end) {
        // Programs that wait for any time ask for the longest that there is: no sum may overflow.
        boolean isLate = asked > 0 && end - start - asked > asked / PART + slack;
        return isLate ? start + asked : end;
    }
}
