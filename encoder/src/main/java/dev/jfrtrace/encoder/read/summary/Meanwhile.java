package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sums up what somebody did while others waited. */
final class Meanwhile implements LastStates.Visitor {
    /** Beyond so many, new ones do not count: most are of no weight, and there may be many. */
    private static final int MOST = 32;

    private long running;
    private final Map<WaitSummary, Long> states = new HashMap<>(2);
    private final Map<List<StackFrame>, Long> seen = new HashMap<>(2);

    @Override
    public void was(WaitSummary where, long nanos) {
        if (where == null) {
            running += nanos;
        } else {
            add(states, where, nanos);
        }
    }

    @Override
    public void wasSeen(List<StackFrame> frames) {
        add(seen, frames, 1);
    }

    private static <K> void add(Map<K, Long> sums, K key, long more) {
        if (sums.size() < MOST || sums.containsKey(key)) {
            sums.merge(key, more, Long::sum);
        }
    }

    void add(Meanwhile other) {
        running += other.running;
        other.states.forEach((where, nanos) -> states.merge(where, nanos, Long::sum));
        other.seen.forEach((frames, count) -> seen.merge(frames, count, Long::sum));
    }

    /** The longest first. */
    List<Doing> doings() {
        List<Doing> all =
                new ArrayList<>(
                        states.entrySet().stream()
                                .map(
                                        entry ->
                                                new Doing(
                                                        entry.getKey().state(),
                                                        entry.getKey().reason(),
                                                        entry.getKey().frames(),
                                                        entry.getValue()))
                                .toList());
        if (running > 0) {
            all.add(new Doing(State.RUNNING, "", mostSeen(), running));
        }
        all.sort(
                Comparator.comparingLong(Doing::sum)
                        .reversed()
                        .thenComparing(Doing::state)
                        .thenComparing(Doing::reason)
                        .thenComparing(doing -> doing.frames().toString()));
        return List.copyOf(all);
    }

    private List<StackFrame> mostSeen() {
        return seen.entrySet().stream()
                .max(
                        Map.Entry.<List<StackFrame>, Long>comparingByValue()
                                .thenComparing(entry -> entry.getKey().toString()))
                .map(Map.Entry::getKey)
                .orElse(List.of());
    }
}
