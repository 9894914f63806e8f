package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Who kept others waiting. Who ends a wait had what was waited for only since it came to it itself:
 * if that was by waiting for the same, the time before goes to whoever ended that wait, and so on.
 * Of six that queue for a lock behind one that keeps it, that one is the cause of all six waits,
 * though it ends but the first.
 */
final class Keepers {
    /** How far back it is asked who had it before: so many waits are held for each goroutine. */
    private static final int DEPTH = 32;

    /** The last waits of a goroutine that are known: for so many different things. */
    private static final int THINGS = 4;

    /**
     * A wait of a goroutine that is over.
     *
     * @param ender who ended it; {@code null} when unknown
     * @param endersWait the ender's last wait for the same by then; {@code null} when there is
     *     none, or too far back
     */
    private record Over(
            WaitSummary summary,
            long from,
            long to,
            GoroutineSummary ender,
            Over endersWait,
            int depth) {
        /** Whether it was for what another wait, from {@code begin} to {@code end}, was for. */
        boolean isBehind(WaitSummary other, long begin, long end) {
            return to > begin && to <= end && isSame(summary, other);
        }
    }

    /** The last one for each thing, the latest last. */
    private final LongMap<List<Over>> last = new LongMap<>();

    private final LongFunction<LastStates> doings;

    /**
     * @param doings what a goroutine did lately; {@code null} where nothing is known
     */
    Keepers(LongFunction<LastStates> doings) {
        this.doings = doings;
    }

    /**
     * A wait is over.
     *
     * @param ender {@code null} when it is unknown
     */
    void add(WaitSummary summary, long woken, GoroutineSummary ender, long from, long to) {
        Over endersWait = ender == null ? null : lastFor(summary, ender.id());
        blame(summary, ender, endersWait, from, to);
        boolean isFar = endersWait != null && endersWait.depth >= DEPTH;
        Over kept = isFar ? null : endersWait;
        int depth = kept == null ? 0 : kept.depth + 1;
        put(woken, new Over(summary, from, to, ender, kept, depth));
    }

    /** What it waited for since does not matter: who sleeps with a lock has it. */
    private Over lastFor(WaitSummary summary, long goroutine) {
        List<Over> known = last.get(goroutine);
        if (known == null) {
            return null;
        }
        return known.stream()
                .filter(over -> isSame(over.summary, summary))
                .findFirst()
                .orElse(null);
    }

    private void put(long goroutine, Over over) {
        List<Over> known = last.get(goroutine);
        if (known == null) {
            known = new ArrayList<>(1);
            last.put(goroutine, known);
        }
        known.removeIf(before -> isSame(before.summary, over.summary));
        if (known.size() == THINGS) {
            known.remove(0);
        }
        known.add(over);
    }

    private void blame(
            WaitSummary summary, GoroutineSummary ender, Over endersWait, long from, long to) {
        GoroutineSummary keeper = ender;
        Over before = endersWait;
        long end = to;
        while (keeper != null && end > from) {
            boolean isPassedOn = before != null && before.isBehind(summary, from, end);
            long since = isPassedOn ? before.to : from;
            summary.kept(keeper, end - since);
            LastStates did = doings.apply(keeper.id());
            if (did != null) {
                did.between(since, end, summary.meanwhile(keeper));
            }
            end = since;
            keeper = isPassedOn ? before.ender : null;
            before = isPassedOn ? before.endersWait : null;
        }
    }

    /** For one reason, and by what the stacks begin with: the class of what is waited for. */
    private static boolean isSame(WaitSummary one, WaitSummary other) {
        return one == other
                || one.reason().equals(other.reason())
                        && !one.frames().isEmpty()
                        && !other.frames().isEmpty()
                        && isSame(one.frames(), other.frames());
    }

    private static boolean isSame(List<StackFrame> one, List<StackFrame> other) {
        return one.get(0).function().equals(other.get(0).function());
    }

    /** A goroutine is no more. */
    void forget(long goroutine) {
        last.remove(goroutine);
    }
}
