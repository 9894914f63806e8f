package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often and how long goroutines were in a state, by the stack with which they came into it, in
 * nanoseconds. Counted as the profiles of {@code go tool trace -pprof} are: what began and ended in
 * the trace, without the time before a goroutine ran for the first time.
 */
public final class WaitSummary {
    /**
     * The part that goroutines of one name have in these waits.
     *
     * @param name where they started; empty when it is unknown, or unnamed
     * @param count how many of the waits
     * @param sum of their lengths, in nanoseconds
     */
    public record Share(String name, long count, long sum) {
        Share plus(Share other) {
            return new Share(name, count + other.count, sum + other.sum);
        }
    }

    private static final class Total {
        long count;
        long sum;

        void add(long nanos) {
            count++;
            sum += nanos;
        }
    }

    private final State state;
    private final String reason;
    private final List<StackFrame> frames;
    private long count;
    private long sum;
    private long max;
    private long maxTime;
    private long open;
    private long openSum;
    private long openMax;
    private long openMaxTime;

    /** By the keys of goroutines. */
    private final Map<Object, Total> waiters = new HashMap<>(2);

    private final Map<Object, Total> wakers = new HashMap<>(2);
    private final Map<Object, Total> keepers = new HashMap<>(2);
    private final Map<Object, Meanwhile> meanwhile = new HashMap<>(2);

    WaitSummary(State state, String reason, List<StackFrame> frames) {
        this.state = state;
        this.reason = reason;
        this.frames = frames;
    }

    /**
     * @param begin when it began
     */
    void add(long nanos, long begin) {
        if (count == 0 || nanos > max) {
            max = nanos;
            maxTime = begin;
        }
        count++;
        sum += nanos;
    }

    /** One that goes on when the trace ends. */
    void addOpen(GoroutineSummary waiter, long nanos, long begin) {
        if (open == 0 || nanos > openMax) {
            openMax = nanos;
            openMaxTime = begin;
        }
        open++;
        openSum += nanos;
        if (state != State.RUNNABLE) {
            waited(waiter, nanos);
        }
    }

    void waited(GoroutineSummary waiter, long nanos) {
        waiters.computeIfAbsent(keyOf(waiter), key -> new Total()).add(nanos);
    }

    /**
     * @param waker {@code null} when it is unknown
     */
    void ended(GoroutineSummary waker, long nanos) {
        wakers.computeIfAbsent(keyOf(waker), key -> new Total()).add(nanos);
    }

    /** Somebody had what was waited for, for so long of a wait. */
    void kept(GoroutineSummary keeper, long nanos) {
        keepers.computeIfAbsent(keyOf(keeper), key -> new Total()).add(nanos);
    }

    /** What the keeper did in these waits. */
    Meanwhile meanwhile(GoroutineSummary keeper) {
        return meanwhile.computeIfAbsent(keyOf(keeper), key -> new Meanwhile());
    }

    /** The name, or the goroutine while it may still get one. */
    static Object keyOf(GoroutineSummary g) {
        return g == null ? "" : g.isNamed() ? g.name() : g;
    }

    static String nameOf(Object key) {
        return key instanceof GoroutineSummary g ? g.name() : (String) key;
    }

    /**
     * Nanoseconds of the share that has a name; 0 where none has.
     *
     * @param shares of waits, as {@link #waiters}, {@link #wakers} and {@link #keepers} tell them
     */
    public static long sumOf(List<Share> shares, String name) {
        return shares.stream()
                .filter(share -> share.name().equals(name))
                .mapToLong(Share::sum)
                .sum();
    }

    /** Waiting, Runnable or Syscall. */
    public State state() {
        return state;
    }

    /** Why it waited; empty when that is unknown, and for the other states. */
    public String reason() {
        return reason;
    }

    /**
     * What the thread did on which the state began, leaf first: of a wait where it waits, of
     * Runnable who made it so. Empty when unknown. PCs are 0: frames of one function and line are
     * the same.
     */
    public List<StackFrame> frames() {
        return frames;
    }

    public long count() {
        return count;
    }

    public long sum() {
        return sum;
    }

    public long max() {
        return max;
    }

    /** When the longest began, in nanoseconds of the trace; 0 when there is none. */
    public long maxTime() {
        return maxTime;
    }

    /** How many goroutines are in the state when the trace ends; in none of the numbers above. */
    public long open() {
        return open;
    }

    /** For how long they have been by then, in all. */
    public long openSum() {
        return openSum;
    }

    /** For how long the first of them has been. */
    public long openMax() {
        return openMax;
    }

    /** When the first of them came into it, in nanoseconds of the trace; 0 when there is none. */
    public long openMaxTime() {
        return openMaxTime;
    }

    /**
     * Who waited, longest first; of the states Waiting and Syscall. Whole waits, also those that
     * began before the goroutine first ran, and those that go on.
     */
    public List<Share> waiters() {
        return longestFirst(waiters);
    }

    /** Who ended these waits, likewise; of the state Waiting only. Those that go on have no end. */
    public List<Share> wakers() {
        return longestFirst(wakers);
    }

    /**
     * Who had what was waited for, likewise; sums are parts of waits. Who ends a wait had it since
     * its own wait for the same, if there was one; before that whoever ended that wait had it. By
     * the reason and the class of what was waited for, of which there may be several.
     */
    public List<Share> keepers() {
        return longestFirst(keepers);
    }

    /**
     * What one of the {@link #keepers} did while others waited, the longest first. Together it is
     * less than what these kept where it is too long ago to be known.
     */
    public List<Doing> doings(String keeper) {
        Meanwhile all = new Meanwhile();
        meanwhile.forEach(
                (key, did) -> {
                    if (nameOf(key).equals(keeper)) {
                        all.add(did);
                    }
                });
        return all.doings();
    }

    private static List<Share> longestFirst(Map<Object, Total> totals) {
        Map<String, Share> shares = new HashMap<>();
        totals.forEach(
                (key, total) -> {
                    String name = nameOf(key);
                    shares.merge(name, new Share(name, total.count, total.sum), Share::plus);
                });
        return shares.values().stream()
                .sorted(Comparator.comparingLong(Share::sum).reversed().thenComparing(Share::name))
                .toList();
    }
}
