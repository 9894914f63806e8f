package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.source.JfrEvent;
import java.util.TreeMap;

/** Reads the pulses of one trace from its stream: begin, end, and what is missing between. */
final class Pulses {
    static final long UNKNOWN = Long.MIN_VALUE;

    /** As many missing beats are no gap: they may be late. */
    private static final int TOLERATED = 2;

    /** A time of which everything is missing. */
    record Gap(long from, long to) {}

    private final long trace;
    private final TreeMap<Long, Long> beats = new TreeMap<>();
    private long begin = UNKNOWN;
    private long end = UNKNOWN;
    private long lastNumber;
    private long lastTime = UNKNOWN;
    private long gaps;
    private long gapNanos;

    Pulses(long trace) {
        this.trace = trace;
    }

    /** Takes a pulse; {@code false} for one of another trace. */
    boolean take(JfrEvent event, long time) {
        if (event.number("trace") != trace) {
            return false;
        }
        switch ((int) event.number("kind")) {
            case Pulse.BEGIN:
                begin = time;
                lastTime = lastTime == UNKNOWN ? time : lastTime;
                break;
            case Pulse.END:
                end = time;
                break;
            default:
                beats.put(event.number("number"), time);
        }
        return true;
    }

    /** The gap among the beats since the last call, the widest bounds if several; or none. */
    Gap gap() {
        Gap found = null;
        while (!beats.isEmpty()) {
            long number = beats.firstKey();
            long time = beats.pollFirstEntry().getValue();
            if (number > lastNumber + 1 + TOLERATED) {
                found = new Gap(found == null ? lastTime : found.from(), time);
            }
            if (number > lastNumber) {
                lastNumber = number;
                lastTime = time;
            }
        }
        if (found != null) {
            gaps++;
            gapNanos += found.to() - found.from();
        }
        return found;
    }

    long begin() {
        return begin;
    }

    long end() {
        return end;
    }

    long gaps() {
        return gaps;
    }

    long gapNanos() {
        return gapNanos;
    }
}
