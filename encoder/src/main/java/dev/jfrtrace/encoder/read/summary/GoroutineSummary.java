package dev.jfrtrace.encoder.read.summary;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a goroutine spent its time with, in nanoseconds. The parts do not overlap, but for {@link
 * #total} and {@link #ranges}. What a goroutine was doing when the trace began counts from the
 * start of the generation that tells of it; what it is doing at the end counts up to the end.
 */
public final class GoroutineSummary {
    private final long id;
    private final long created;
    private String name = "";
    private long started;
    private long ended;
    private long running;
    private long runnable;
    private long syscall;
    private long blockedSyscall;
    private long total;
    private final Map<String, Long> blocked = new TreeMap<>();
    private final Map<String, Long> ranges = new TreeMap<>();

    // Since when it is in the state that it is in; 0 when it is in another.
    private long runningSince;
    private long runnableSince;
    private long blockedSince;
    private String blockedFor = "";
    private long syscallSince;
    private long procLostSince;
    private final Map<String, Long> rangesSince = new TreeMap<>();

    GoroutineSummary(long id, long created) {
        this.id = id;
        this.created = created;
    }

    public long id() {
        return id;
    }

    /** The function that it started in, once a stack has told; else empty. */
    public String name() {
        return name;
    }

    /** When it was created, or the generation started that first tells of it. */
    public long created() {
        return created;
    }

    /** When it first started to run; 0 when it did not. */
    public long started() {
        return started;
    }

    /** When it ended; 0 when it did not. */
    public long ended() {
        return ended;
    }

    /** Running on a proc. */
    public long running() {
        return running;
    }

    /** Waiting for a proc. */
    public long runnable() {
        return runnable;
    }

    /** In a syscall, and its thread kept the proc. */
    public long syscall() {
        return syscall;
    }

    /** In a syscall, without a proc. */
    public long blockedSyscall() {
        return blockedSyscall;
    }

    /** Waiting, by reason; the empty reason is an unknown one. */
    public Map<String, Long> blocked() {
        return Collections.unmodifiableMap(blocked);
    }

    /** Waiting, for all reasons. */
    public long blockedTotal() {
        return sum(blocked);
    }

    /** From its creation to its end. */
    public long total() {
        return total;
    }

    /** What of {@link #total} no part accounts for. */
    public long unknown() {
        return Math.max(0, total - running - runnable - syscall - blockedSyscall - blockedTotal());
    }

    /** Time in ranges by name, such as mark assists; also part of the other numbers. */
    public Map<String, Long> ranges() {
        return Collections.unmodifiableMap(ranges);
    }

    /** What it has done up to a time that is not before the last change of its state. */
    Spent spentUntil(long time) {
        Map<String, Long> waited = new TreeMap<>(blocked);
        if (blockedSince != 0) {
            waited.merge(blockedFor, time - blockedSince, Long::sum);
        }
        return new Spent(
                running + since(runningSince, time),
                runnable + since(runnableSince, time),
                syscall + blockedSyscall + since(syscallSince, time),
                Collections.unmodifiableMap(waited));
    }

    private static long since(long begin, long time) {
        return begin == 0 ? 0 : time - begin;
    }

    private static long sum(Map<String, Long> times) {
        return times.values().stream().mapToLong(Long::longValue).sum();
    }

    // For the summarizer.

    boolean isNamed() {
        return !name.isEmpty();
    }

    void name(String function) {
        name = function;
    }

    void addRunning(long nanos) {
        running += nanos;
    }

    void addRunnable(long nanos) {
        runnable += nanos;
    }

    void addBlocked(String reason, long nanos) {
        blocked.merge(reason, nanos, Long::sum);
    }

    void addSyscall(boolean hasProc, long nanos) {
        if (hasProc) {
            syscall += nanos;
        } else {
            blockedSyscall += nanos;
        }
    }

    void runs(long time) {
        runningSince = time;
        started = started == 0 ? time : started;
    }

    void stopsRunning(long time) {
        running += time - runningSince;
        runningSince = 0;
    }

    void becomesRunnable(long time) {
        runnableSince = time;
    }

    void leavesRunnable(long time) {
        runnable += runnableSince == 0 ? 0 : time - runnableSince;
        runnableSince = 0;
    }

    void blocks(long time, String reason) {
        blockedSince = time;
        blockedFor = reason;
    }

    void unblocks(long time) {
        if (blockedSince != 0) {
            addBlocked(blockedFor, time - blockedSince);
            blockedSince = 0;
        }
    }

    void entersSyscall(long time) {
        syscallSince = time;
    }

    void losesProc(long time) {
        procLostSince = time;
    }

    boolean leavesSyscall(long time) {
        if (syscallSince == 0) {
            return false;
        }
        if (procLostSince == 0) {
            syscall += time - syscallSince;
        } else {
            blockedSyscall += time - procLostSince;
            syscall += procLostSince - syscallSince;
        }
        syscallSince = 0;
        procLostSince = 0;
        return true;
    }

    void entersRange(String range, long time) {
        rangesSince.put(range, time);
    }

    /** A generation says that the range goes on: it is counted up to its start. */
    void isInRange(String range, long generationStart) {
        Long since = rangesSince.put(range, generationStart);
        if (since != null) {
            ranges.merge(range, generationStart - since, Long::sum);
        }
    }

    void leavesRange(String range, long time) {
        Long since = rangesSince.remove(range);
        if (since != null) {
            ranges.merge(range, time - since, Long::sum);
        }
    }

    void ends(long time) {
        ended = time;
        closes(time);
    }

    /** Counts what goes on; nothing does any more. */
    void closes(long time) {
        total = total == 0 ? time - created : total;
        running += runningSince == 0 ? 0 : time - runningSince;
        runnable += runnableSince == 0 ? 0 : time - runnableSince;
        unblocks(time);
        syscall += syscallSince == 0 ? 0 : time - syscallSince;
        // Go counts the end of a syscall without a proc a second time, as waiting for one.
        runnable += procLostSince == 0 ? 0 : time - procLostSince;
        rangesSince.forEach((range, since) -> ranges.merge(range, time - since, Long::sum));
        runningSince = 0;
        runnableSince = 0;
        syscallSince = 0;
        procLostSince = 0;
        rangesSince.clear();
    }
}
