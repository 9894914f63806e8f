package dev.jfrtrace.bridge.translate;

/** A time in which a virtual thread runs on a carrier without a break, as the agent tells it. */
final class Slice {
    /** What a virtual thread leaves its carrier for. */
    enum Ending {
        END(null),
        /** Park, of which sleep and most input and output are made: what lies around it says. */
        PARK(BlockReason.PARK),
        YIELD(null),
        MONITOR(BlockReason.MONITOR_ENTER),
        WAIT(BlockReason.OBJECT_WAIT),
        /** The event does not say: a state that JDK 25 does not have. */
        OTHER(BlockReason.UNKNOWN);

        final BlockReason reason;

        Ending(BlockReason reason) {
            this.reason = reason;
        }

        /** By the JDK's name of the state right after the unmount. */
        static Ending of(String state) {
            switch (state) {
                case "TERMINATED":
                    return END;
                case "PARKING":
                case "TIMED_PARKING":
                    return PARK;
                case "YIELDING":
                    return YIELD;
                case "BLOCKING":
                    return MONITOR;
                case "WAITING":
                case "TIMED_WAITING":
                    return WAIT;
                default:
                    return OTHER;
            }
        }
    }

    final TracedThread thread;

    /** {@code null} when it is not shown. */
    final TracedThread carrier;

    final long start;
    final long end;
    final Ending ending;

    /** The thread's next one; {@code null} while none is planned. */
    Slice next;

    /** Whether an {@code Object.wait} is over, of which there has been no event of JFR's yet. */
    boolean endsWait;

    Slice(TracedThread thread, TracedThread carrier, long start, long end, Ending ending) {
        this.thread = thread;
        this.carrier = carrier;
        this.start = start;
        this.end = end;
        this.ending = ending;
    }

    /** When the thread runs again, as far as is known at its end. */
    long runsAgain() {
        return next == null ? end + Silence.GAP : next.start;
    }
}
