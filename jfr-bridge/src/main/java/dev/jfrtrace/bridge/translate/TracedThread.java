package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JvmRecording;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A thread of the JVM, as the trace has it so far. */
final class TracedThread {
    /**
     * A region that has been written and not ended.
     *
     * @param isOwn whether it is the application's own, whose end is an event to come
     */
    record OpenRegion(long task, String name, boolean isOwn) {}

    /** A region that is planned and may enclose others. */
    record PlannedRegion(long end) {}

    private static final ThreadState[] STATES = ThreadState.values();

    final long g;

    /** The name that it is grouped under, as a stack of one frame. */
    final Stack nameStack;

    /** Its own name; {@code null} when the group's says it all. */
    String label;

    /** Whether a stopped world stops it: it runs Java code, and is not the VM's own. */
    final boolean stopsWithWorld;

    /** Whether it runs for others: virtual threads, which have goroutines of their own. */
    final boolean isCarrier;

    /** Its M for life; {@link Limits#NONE} when it takes one with its proc (virtual threads). */
    final long ownM;

    /** Its index among the JVM's threads. */
    int index;

    /** Whether it began before the recording, as far as that tells; of platform threads. */
    boolean isOld;

    /** When it is taken to end, of a virtual thread whose end was not recorded. */
    long takenEnd = Long.MAX_VALUE;

    /** Whether it has ended before, and started again. */
    boolean isReborn;

    /** Whether it makes virtual threads runnable for a timer, or whoever released a monitor. */
    boolean isGoBetween;

    /** Whether it is the main thread, which computes from the JVM's begin on. */
    boolean isMain;

    /** Whether the system takes it for the main thread, which has ended: it does nothing. */
    boolean isMainsRest;

    /**
     * Whether it works piece by piece, of which there are events, and waits in between: for the
     * collector while the world is stopped, or as a compiler.
     */
    boolean doesPieces;

    /** Whether another thread has, or had, the same M. */
    boolean sharesM;

    // The state that has been written.
    /** The number of its state: a reference would be work for the garbage collector. */
    private int state = ThreadState.NEW.ordinal();

    long m = Limits.NONE;
    int p = -1;
    int lastP = -1;
    boolean labelled;

    /** What it was called when that was written last, and what it is called. */
    String shownName = "";

    String newName = "";

    /** Why it was last shown as blocked without an event that said so. */
    BlockReason silentFor = BlockReason.UNKNOWN;

    /** The wait that it was shown to begin last; {@code null} before the first. */
    Wait wait;

    /** The slice that it is in; {@code null} when it is on no carrier, or none that is known. */
    Slice slice;

    /** The virtual thread that runs on it; {@code null} when there is none. */
    TracedThread carries;

    /** What JFR says that it does while it leaves its carrier; {@code null} for nothing. */
    Wait why;

    /** Waits that it will end, of those that have begun; {@code null} until the first. */
    List<Wait> owed;

    /** Whether it has a goroutine, made ahead of its start, that has never run. */
    boolean isBorn;

    /** Whether it is among those to go on with when the world does. */
    boolean isHeld;

    /** Whether it ran when the world was stopped. */
    boolean ranBeforeStop;

    /**
     * Steps that must wait until the thread can do them; {@code null} when there never were any.
     */
    ArrayDeque<Step> deferred;

    /** Regions that are open, innermost last; {@code null} until the first. */
    List<OpenRegion> openRegions;

    // What is planned, ahead of what has been written.

    /** Up to when it is known what it does. */
    long knownUntil = Long.MIN_VALUE;

    /** Up to when it is known how long it waited for a CPU. */
    long cpuWaitsKnownUntil = Long.MIN_VALUE;

    /** What it is called, as far as planned. */
    String name = "";

    /** What it took of the CPUs, in nanoseconds, from one time to another. */
    long took;

    long tookFrom = Long.MAX_VALUE;

    long tookUntil = Long.MIN_VALUE;

    /** How long of that time it counts as running so far. */
    long spent;

    /** What of that is told in logs; {@code null} before anything is known. */
    CpuTimes.Account cpuTime;

    /** Whether it was seen in a selector, of whose waits there are no events. */
    boolean selects;

    /** When a sampler last found it running. */
    long seenRunningAt = JvmRecording.START;

    /** When it was caught allocating last. */
    long sampledAt = JvmRecording.START;

    /** What was said of it last; {@code null} before the first word. */
    Word nextWord;

    /** How it is looked at in native code; {@code null} while it is not. */
    NativeLooks.Rhythm looks;

    /** Since when somebody has seen it wait, of which there is no event. */
    long seenWaitingSince = Long.MIN_VALUE;

    /** Whether the trace has it in a mark assist. */
    boolean isAssisting;

    /** Whether {@link Silence} watches it. */
    boolean isWatched;

    /** Begin of the last wait that was planned. */
    long waitsFrom = Long.MIN_VALUE;

    /** Its end. */
    long waitsUntil = Long.MIN_VALUE;

    /** The park that was planned last, unless somebody is known to end it; else {@code null}. */
    Wait lastPark;

    /** The sleep, or wait for a notice that nobody gave, that was planned last; as above. */
    Wait lastNap;

    /** The read that was planned last of those in which it stays on its carrier. */
    Wait lastRead;

    /** Whether the agent tells when it runs: it is a virtual thread. */
    boolean runsInSlices;

    /** The slice that was planned last; {@code null} before the first. */
    Slice lastSlice;

    /** When it was last said to be runnable; {@code null} before the first time. */
    Ready lastReady;

    /** When it started; far back where that was before the recording. */
    long startsAt = Long.MIN_VALUE;

    /** When it ends, as far as planned; nothing happens on it after that. */
    long endsAt = Long.MAX_VALUE;

    /** Regions planned and perhaps still open, innermost last; {@code null} until the first. */
    List<PlannedRegion> plannedRegions;

    TracedThread(
            long g,
            Stack nameStack,
            String label,
            boolean stopsWithWorld,
            boolean isCarrier,
            long ownM) {
        this.g = g;
        this.nameStack = nameStack;
        this.label = label;
        this.stopsWithWorld = stopsWithWorld;
        this.isCarrier = isCarrier;
        this.ownM = ownM;
    }

    /** Stands for threads that have ended and of which nothing is kept. */
    static TracedThread ended() {
        TracedThread thread =
                new TracedThread(Limits.NONE, Stack.NONE, null, false, false, Limits.NONE);
        thread.state = ThreadState.ENDED.ordinal();
        thread.endsAt = Long.MIN_VALUE;
        return thread;
    }

    /** The same thread in another life: HotSpot ends compilers' threads, and starts them again. */
    TracedThread again(long newG) {
        TracedThread thread =
                new TracedThread(newG, nameStack, label, stopsWithWorld, isCarrier, ownM);
        thread.isReborn = true;
        thread.name = name;
        thread.shownName = name;
        thread.newName = name;
        sharesM = true;
        thread.sharesM = true;
        return thread;
    }

    /** Moves on (T2). */
    void become(ThreadState next) {
        if (!state().mayBecome(next)) {
            throw new IllegalStateException(
                    "internal error: thread "
                            + g
                            + " is "
                            + state()
                            + " and cannot become "
                            + next);
        }
        state = next.ordinal();
    }

    ThreadState state() {
        return STATES[state];
    }

    boolean is(ThreadState some) {
        return state == some.ordinal();
    }

    /** Whether all that is known of it is that somebody saw it parked. */
    boolean isOnlySeenParked() {
        BlockReason said = nextWord == null ? silentFor : nextWord.reason();
        return knownUntil == Long.MIN_VALUE && said == BlockReason.PARK;
    }

    boolean hasDeferred() {
        return deferred != null && !deferred.isEmpty();
    }

    void defer(Step step) {
        if (deferred == null) {
            deferred = new ArrayDeque<>(2);
        }
        deferred.add(step);
    }

    /** Puts a step before those that were deferred. */
    void deferFirst(Step step) {
        defer(step);
        deferred.addFirst(deferred.pollLast());
    }

    void dropDeferred(Predicate<Step> which) {
        if (deferred != null) {
            deferred.removeIf(which);
        }
    }

    /** Whether it may wait, as often as it likes, and no event says so. */
    boolean hasUntoldWaits() {
        return selects || isVirtual() && !runsInSlices;
    }

    /** Whether it has no M of its own. */
    boolean isVirtual() {
        return ownM == Limits.NONE;
    }

    /** Whose M it runs on: its carrier's, or its own. */
    TracedThread host() {
        return slice == null || slice.carrier == null ? this : slice.carrier;
    }

    /** Whether it waits for a carrier, or for something else without one. */
    boolean isOffCarrier() {
        return runsInSlices && slice == null;
    }

    /** Whether its slices say what it does; if not, it does it on a carrier that is not known. */
    boolean isTold() {
        return runsInSlices && (slice != null || !state().isOnProc());
    }

    /**
     * Takes the first deferred step that may be done now; {@code null} when there is none.
     *
     * @param may whether a step may be done
     * @param letsPass whether one that may not lets those behind it go first
     */
    Step takeDeferred(Predicate<Step> may, Predicate<Step> letsPass) {
        for (Step step : deferred) {
            if (may.test(step)) {
                deferred.removeFirstOccurrence(step);
                return step;
            }
            if (!letsPass.test(step)) {
                return null;
            }
        }
        return null;
    }

    /** Why it is blocked as long as nothing more is known. */
    BlockReason silence() {
        return isVmThread()
                ? BlockReason.IDLE
                : isCarrier ? BlockReason.CARRYING : BlockReason.UNKNOWN;
    }

    /** Whether it is blocked when it says nothing, and not only when it does so for a while. */
    boolean isSilentAtOnce() {
        return isCarrier || isVmThread();
    }

    private boolean isVmThread() {
        return g == Cast.VM_G;
    }

    List<Wait> owed() {
        if (owed == null) {
            owed = new ArrayList<>(2);
        }
        return owed;
    }

    List<OpenRegion> openRegions() {
        if (openRegions == null) {
            openRegions = new ArrayList<>(2);
        }
        return openRegions;
    }

    List<PlannedRegion> plannedRegions() {
        if (plannedRegions == null) {
            plannedRegions = new ArrayList<>(2);
        }
        return plannedRegions;
    }
}
