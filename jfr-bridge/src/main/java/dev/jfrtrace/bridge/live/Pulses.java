package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.source.JfrEvent;
import java.util.TreeMap;

/** Reads the pulses of one trace from its stream: begin, end, and what is missing between. */
final class Pulses {
    static final long UNKNOWN = Long.MIN_VALUE;

    /** As many missing beats are no gap: they may be late. */
    private static final int TOLERATED = 2;

    /** A time of which everything is missing. */
    record Gap(long from, long to) {
        long millis() {
            return (to - from) / 1_000_000;
        }
    }

    /** Of no trace: their numbers are positive. */
    private static final long NO_TRACE = -1;

    private final long trace;
    private final long period;
    private final TreeMap<Long, Long> beats = new TreeMap<>();
    private long begin = UNKNOWN;
    private long end = UNKNOWN;
    private long lastNumber;
    private long heard;
    private long gaps;
    private long gapNanos;

    /**
     * @param period nanoseconds between two beats, at the least
     */
    Pulses(long trace, long period) {
        this.trace = trace;
        this.period = period;
    }

    /** The pulses of a JVM that has none: it begins at a known time, and nothing is missing. */
    static Pulses none(long begin) {
        Pulses none = new Pulses(NO_TRACE, 0);
        none.begin = begin;
        return none;
    }

    boolean areOfThisJvm() {
        return trace != NO_TRACE;
    }

    /** Takes a pulse; {@code false} for one of another trace. */
    boolean take(JfrEvent event, long time) {
        if (event.number("trace") != trace) {
            return false;
        }
        switch ((int) event.number("kind")) {
            case Pulse.BEGIN:
                begin = time;
                break;
            case Pulse.END:
                end = time;
                beat(event.number("number"), time);
                break;
            default:
                beat(event.number("number"), time);
        }
        return true;
    }

    private void beat(long number, long time) {
        beats.put(number, time);
        heard = Math.max(heard, number);
    }

    /**
     * Whether no more pulses are missing than may be late, of which {@code last} was given last.
     */
    boolean hasHeard(long last) {
        return heard >= last - TOLERATED;
    }

    /** Whether a beat has come since the last look for gaps, or none ever will. */
    boolean hasBeat() {
        return !areOfThisJvm() || !beats.isEmpty();
    }

    /**
     * The gap before the beats that have come since the last call, or {@code null}.
     *
     * @param newestBefore the newest time that was known when the last beats were looked at
     * @param oldestSince the oldest end of all events since
     * @param hasLost whether JFR says that it lost something: beats may be among that, and are no
     *     gap where other events are
     */
    Gap gap(long newestBefore, long oldestSince, boolean hasLost) {
        long missing = 0;
        long firstTime = beats.isEmpty() ? UNKNOWN : beats.firstEntry().getValue();
        while (!beats.isEmpty()) {
            long number = beats.pollFirstEntry().getKey();
            missing = Math.max(missing, number - lastNumber - 1);
            lastNumber = Math.max(lastNumber, number);
        }
        long to = Math.max(newestBefore, Math.min(firstTime, oldestSince));
        boolean hasRoom = to - newestBefore >= (missing - 1) * period / 2;
        if (missing <= TOLERATED || hasLost && !hasRoom) {
            return null;
        }
        gaps++;
        gapNanos += to - newestBefore;
        return new Gap(newestBefore, to);
    }

    /** The stream ended before the trace did: what is between is missing. */
    void missEnd(long newest, long now) {
        gaps++;
        gapNanos += Math.max(0, now - newest);
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
