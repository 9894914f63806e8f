package dev.jfrtrace.encoder.read.summary;

import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceStack;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Times in states by stack, as Go's profiles of a trace have them; and samples and logs. */
final class StackTimes {
    /** The state that a goroutine is in, if it is one that is counted. */
    static final class Open {
        private WaitSummary summary;
        private long since;

        private final LastStates last = new LastStates();

        /** What ended before the goroutine first ran; counted only when it never does. */
        private List<Early> early;

        boolean isWaiting() {
            return summary != null && summary.state() == State.WAITING;
        }

        WaitSummary summary() {
            return summary;
        }

        long since() {
            return since;
        }
    }

    private record Early(WaitSummary summary, long nanos, long since) {}

    private record Kind(State state, String reason) {}

    /** A log, or a sample with an empty category. */
    private record Seen(String category, Object by) {}

    private record Name(String category, String name) {}

    /** A stack's summaries; stacks of all generations that have the same frames are one. */
    private static final class KnownStack {
        final List<StackFrame> frames;

        // Most stacks have but one of the two.
        Map<Kind, WaitSummary> summaries = Map.of();

        /** What else was seen with it. */
        Map<Seen, Long> seen = Map.of();

        /** The one that was asked for last, and mostly is asked for next. */
        WaitSummary last;

        KnownStack(List<StackFrame> frames) {
            this.frames = frames;
        }

        WaitSummary summary(State state, String reason) {
            if (last == null || last.state() != state || !last.reason().equals(reason)) {
                summaries = last == null ? new HashMap<>(2) : summaries;
                last =
                        summaries.computeIfAbsent(
                                new Kind(state, reason),
                                kind -> new WaitSummary(state, reason, frames));
            }
            return last;
        }

        void see(Seen what) {
            seen = seen.isEmpty() ? new HashMap<>(2) : seen;
            seen.merge(what, 1L, Long::sum);
        }
    }

    /**
     * Beyond so many stacks, new ones of samples and logs are known by their first frames: nearly
     * every sample has another stack, and a trace may have any number of them.
     */
    private static final int MOST_STACKS = 1 << 15;

    private static final int FIRST_FRAMES = 2;

    private final LongMap<Open> open = new LongMap<>();
    private final Map<StackFrame, StackFrame> frames = new HashMap<>();
    private final Map<List<StackFrame>, KnownStack> stacks = new HashMap<>();

    /** Those of the generation at hand, whose equal stacks are the same object. */
    private final Map<TraceStack, KnownStack> inGeneration = new IdentityHashMap<>();

    /** The same for stacks of samples and logs of which only the first frames are known. */
    private final Map<TraceStack, KnownStack> shortened = new IdentityHashMap<>();

    private final int mostStacks;

    StackTimes() {
        this(MOST_STACKS);
    }

    StackTimes(int mostStacks) {
        this.mostStacks = mostStacks;
    }

    void sync() {
        inGeneration.clear();
        shortened.clear();
    }

    /** The state that the goroutine is in, or {@code null} for one that has none yet. */
    Open of(long goroutine) {
        return open.get(goroutine);
    }

    /** What the goroutine did lately; {@code null} for one that is no more, or has no state yet. */
    LastStates lastOf(long goroutine) {
        Open state = open.get(goroutine);
        return state == null ? null : state.last;
    }

    /** Takes a change of state, of which the goroutine's own summary has already been told. */
    void transition(TraceEvent event, GoroutineSummary g) {
        Open state = open.get(g.id());
        if (state == null) {
            state = new Open();
            open.put(g.id(), state);
        }
        leave(state, event.time(), g);
        switch (event.to()) {
            case WAITING:
            case RUNNABLE:
            case SYSCALL:
                state.summary = known(event.stack()).summary(event.to(), event.reason());
                state.since = event.time();
                state.last.enter(state.summary, state.since);
                break;
            case RUNNING:
                state.last.enter(null, event.time());
                break;
            case NOT_EXIST:
                countEarly(state, g);
                open.remove(g.id());
                break;
            default:
                break;
        }
    }

    /**
     * Takes a sample or a log.
     *
     * @param category empty for a sample
     * @param g {@code null} where none ran
     */
    void see(String category, TraceEvent event, GoroutineSummary g) {
        KnownStack place = place(event.stack());
        place.see(new Seen(category, WaitSummary.keyOf(g)));
        Open state = g == null || !category.isEmpty() ? null : open.get(g.id());
        if (state != null) {
            state.last.see(place.frames, event.time());
        }
    }

    private static void leave(Open state, long time, GoroutineSummary g) {
        if (state.summary == null) {
            return;
        }
        if (g.started() == 0) {
            if (state.early == null) {
                state.early = new ArrayList<>(1);
            }
            state.early.add(new Early(state.summary, time - state.since, state.since));
        } else {
            state.early = null;
            long begin = Math.max(state.since, g.started());
            long nanos = time - begin;
            if (nanos > 0) {
                state.summary.add(nanos, begin);
                if (state.summary.state() == State.SYSCALL) {
                    state.summary.waited(g, nanos);
                }
            }
        }
        state.summary = null;
    }

    private static void countEarly(Open state, GoroutineSummary g) {
        if (state.early != null && g.started() == 0) {
            for (Early early : state.early) {
                early.summary.add(early.nanos, early.since);
                if (early.summary.state() == State.SYSCALL) {
                    early.summary.waited(g, early.nanos);
                }
            }
            state.early = null;
        }
    }

    private KnownStack known(TraceStack stack) {
        KnownStack known = inGeneration.get(stack);
        if (known == null) {
            known = stacks.computeIfAbsent(frames(stack), KnownStack::new);
            inGeneration.put(stack, known);
        }
        return known;
    }

    private KnownStack place(TraceStack stack) {
        KnownStack known = inGeneration.getOrDefault(stack, shortened.get(stack));
        if (known != null) {
            return known;
        }
        List<StackFrame> all = frames(stack);
        if (stacks.size() < mostStacks || stacks.containsKey(all)) {
            return known(stack);
        }
        List<StackFrame> first = List.copyOf(all.subList(0, Math.min(FIRST_FRAMES, all.size())));
        known = stacks.computeIfAbsent(first, KnownStack::new);
        shortened.put(stack, known);
        return known;
    }

    private List<StackFrame> frames(TraceStack stack) {
        return stack == null ? List.of() : stack.frames().stream().map(this::shared).toList();
    }

    /** A frame takes memory once, in however many stacks it is. */
    private StackFrame shared(StackFrame frame) {
        StackFrame key = new StackFrame(0, frame.function(), frame.file(), frame.line());
        StackFrame known = frames.putIfAbsent(key, key);
        return known == null ? key : known;
    }

    /**
     * What was counted, in no order.
     *
     * @param end of the trace
     */
    List<WaitSummary> finish(GoroutineTimes goroutines, long end) {
        open.forEachEntry(
                (id, state) -> {
                    countEarly(state, goroutines.of(id));
                    if (state.summary != null) {
                        state.summary.addOpen(goroutines.of(id), end - state.since, state.since);
                    }
                });
        List<WaitSummary> all = new ArrayList<>();
        stacks.values().forEach(stack -> all.addAll(stack.summaries.values()));
        all.removeIf(summary -> summary.count() == 0 && summary.open() == 0);
        return List.copyOf(all);
    }

    /** Samples and logs by stack and by the goroutines' name, in no order. */
    List<PlaceSummary> places() {
        List<PlaceSummary> all = new ArrayList<>();
        for (KnownStack stack : stacks.values()) {
            Map<Name, PlaceSummary> byName = new HashMap<>();
            stack.seen.forEach(
                    (seen, count) -> {
                        String name = WaitSummary.nameOf(seen.by);
                        byName.merge(
                                new Name(seen.category, name),
                                new PlaceSummary(seen.category, name, stack.frames, count),
                                PlaceSummary::plus);
                    });
            all.addAll(byName.values());
        }
        return List.copyOf(all);
    }
}
