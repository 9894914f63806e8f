package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.JvmThread;
import dev.jfrtrace.bridge.collect.RecordMaker;
import dev.jfrtrace.bridge.mapping.ShownVirtualThreads;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.regex.Pattern;

/** The JVM's threads by their index, each with its part in the cast. */
final class ThreadTable {
    private static final String VM_THREAD = "VM Thread";

    /** The JDK's own, which make virtual threads runnable: behind a monitor, behind a timer. */
    private static final Pattern GO_BETWEEN =
            Pattern.compile("VirtualThread-(unblocker|unparker.*)|ForkJoinPool-.*-delayScheduler");

    /** A collector's, of those that do nothing between its pauses. */
    private static final Pattern GC_WORKER =
            Pattern.compile("(GC Thread|GC task thread|ParGC Thread|Gang worker)#.*");

    private final TracedThread vmThread;
    private final Pattern filter;
    private final ShownVirtualThreads virtualThreads;
    private final ThreadSource source;
    private final GoroutineNames names;
    private final StackTranslator stacks;
    private final Map<Long, TracedThread> firstOfM = new HashMap<>();

    /** Java's ids of compilers' threads that were cast: a trace may have let go of one since. */
    private final Set<Long> compilers = new HashSet<>();

    /** Virtual threads that were met and have not come to where they are taken to end. */
    private final PriorityQueue<TracedThread> ending =
            new PriorityQueue<>(
                    Comparator.<TracedThread>comparingLong(thread -> thread.takenEnd)
                            .thenComparingLong(thread -> thread.g));

    private final BitSet folded = new BitSet();
    private final BitSet hidden = new BitSet();
    private final BitSet gone = new BitSet();

    /** Stands for virtual threads that have ended: whatever is heard of one changes nothing. */
    private final TracedThread ended;

    private int foldedCount;
    private TracedThread[] threads = new TracedThread[64];
    private long nextOtherG = Cast.FIRST_OTHER_G;
    private long nextOtherM = Cast.FIRST_OTHER_M;

    /**
     * @param filter names of the threads to show; {@code null} for all
     * @param virtualThreads which of the virtual threads to show
     * @param source asked for threads when they are first met
     */
    ThreadTable(
            Pattern filter,
            ShownVirtualThreads virtualThreads,
            ThreadSource source,
            GoroutineNames names,
            StackTranslator stacks) {
        this.filter = filter;
        this.virtualThreads = virtualThreads;
        this.source = source;
        this.names = names;
        this.stacks = stacks;
        this.vmThread =
                new TracedThread(Cast.VM_G, stacks.named(VM_THREAD), null, false, false, Cast.VM_M);
        this.ended = TracedThread.ended();
    }

    /**
     * Hears of a thread that records will name, in the order of indexes. A platform thread gets its
     * goroutine's and its thread's id at once. A virtual one gets them when a record names it, and
     * is let go when it has ended: there may be millions.
     */
    void announce(JvmThread thread) {
        boolean canWait = thread.thread().isVirtual() && !isFolded(thread) && keepsId(thread);
        if (!canWait) {
            add(thread);
        } else if (isHidden(thread)) {
            hidden.set(thread.index());
        } else {
            // Names get their numbers in the order of threads, whoever is met first.
            stacks.named(names.group(thread));
        }
    }

    /** So many more virtual threads are not shown, and no record names any of them. */
    void countFolded(int count) {
        foldedCount += count;
    }

    /**
     * Takes a thread in, and returns its part; {@code null} when it is not shown. Indexes are
     * small: they are those of an array.
     */
    TracedThread add(JvmThread thread) {
        int index = thread.index();
        if (isFolded(thread)) {
            foldedCount += folded.get(index) ? 0 : 1;
            folded.set(index);
            return null;
        }
        if (isHidden(thread)) {
            hidden.set(index);
            return null;
        }
        if (index >= threads.length) {
            threads = Arrays.copyOf(threads, Math.max(index + 1, threads.length * 2));
        }
        threads[index] = isVmThread(thread) ? vmThread : cast(thread);
        threads[index].index = index;
        if (thread.takenEndNanos() != JvmThread.UNKNOWN) {
            threads[index].takenEnd = thread.takenEndNanos();
            ending.add(threads[index]);
        }
        return threads[index];
    }

    /**
     * The next virtual thread that is taken to end before a time, each once; {@code null} when
     * there is none. Nothing is heard of it from then on.
     */
    TracedThread nextEnding(long before) {
        boolean isDue = !ending.isEmpty() && ending.peek().takenEnd < before;
        return isDue ? ending.poll() : null;
    }

    private boolean isFolded(JvmThread thread) {
        return thread.thread().isVirtual()
                && (virtualThreads == ShownVirtualThreads.NONE
                        || virtualThreads == ShownVirtualThreads.BUSY && !thread.isBusy());
    }

    /** Whether it is a virtual thread that is not to be shown. */
    boolean isFolded(long index) {
        return index == JfrRecord.FOLDED || folded.get((int) index);
    }

    /** How many there were. */
    int foldedCount() {
        return foldedCount;
    }

    /** Forgets a thread that has ended: its index may be another's from now on. */
    void remove(long index) {
        TracedThread thread = known(index);
        folded.clear((int) index);
        hidden.clear((int) index);
        gone.clear((int) index);
        if (thread != null && thread != vmThread) {
            threads[(int) index] = null;
            firstOfM.remove(thread.ownM, thread);
        }
    }

    /** A virtual thread has ended, and needs no memory any more. */
    void leave(TracedThread thread) {
        boolean isLeft = thread.isVirtual() && thread.is(ThreadState.ENDED);
        if (isLeft && known(thread.index) == thread) {
            threads[thread.index] = null;
            gone.set(thread.index);
        }
    }

    private static boolean isVmThread(JvmThread thread) {
        return thread.thread().javaId() <= 0 && VM_THREAD.equals(thread.thread().name());
    }

    private boolean isHidden(JvmThread thread) {
        return filter != null
                && !isVmThread(thread)
                && !filter.matcher(thread.thread().name()).find();
    }

    /** Whether its goroutine has the id that Java gave the thread. */
    private static boolean keepsId(JvmThread thread) {
        long id = thread.thread().javaId();
        return id > 0 && id < Cast.VM_G && Limits.isUsableId(id);
    }

    private TracedThread cast(JvmThread thread) {
        JfrThread of = thread.thread();
        boolean isJava = of.javaId() > 0;
        // It has a Java id, and compiles in native code: a safepoint does not stop it.
        boolean isCompiler = of.isCompiler();
        boolean isReborn = isCompiler && !compilers.add(of.javaId());
        long g = keepsId(thread) && !isReborn ? of.javaId() : nextOtherG++;
        String group = names.group(thread);
        Stack nameStack = stacks.named(group);
        String label = names.label(thread, group);
        long m = of.isVirtual() ? Limits.NONE : threadId(of.osId());
        boolean stops = isJava && !isCompiler;
        TracedThread cast = new TracedThread(g, nameStack, label, stops, of.isCarrier(), m);
        cast.name = RecordMaker.cut(of.name());
        cast.shownName = cast.name;
        cast.newName = cast.name;
        cast.isReborn = isReborn;
        cast.isOld = thread.startNanos() == JvmThread.UNKNOWN;
        cast.startsAt = thread.startNanos();
        cast.isGoBetween = GO_BETWEEN.matcher(of.name()).matches();
        cast.isMain = of.isMain();
        cast.isMainsRest = of.isMainsRest();
        cast.doesPieces = isCompiler || !isJava && GC_WORKER.matcher(of.name()).matches();
        if (m == of.osId()) {
            noteSharing(cast);
        }
        return cast;
    }

    /** The system gives the id of a thread that has died to another. */
    private void noteSharing(TracedThread thread) {
        TracedThread first = firstOfM.putIfAbsent(thread.ownM, thread);
        if (first != null) {
            first.sharesM = true;
            thread.sharesM = true;
        }
    }

    private long threadId(long osId) {
        boolean usable =
                Limits.isUsableId(osId)
                        && osId < Cast.FIRST_OTHER_M
                        && osId != Cast.DISPATCHER_M
                        && osId != Cast.VM_M;
        return usable ? osId : nextOtherM++;
    }

    /** A thread that has ended starts again: that is another goroutine. */
    TracedThread renew(long index) {
        TracedThread renewed = threads[(int) index].again(nextOtherG++);
        renewed.index = (int) index;
        threads[(int) index] = renewed;
        firstOfM.put(renewed.ownM, renewed);
        return renewed;
    }

    TracedThread vmThread() {
        return vmThread;
    }

    /** The thread with this index; {@code null} when it is not shown, or for no index. */
    TracedThread get(long index) {
        if (index < 0) {
            return null;
        }
        TracedThread known = known(index);
        return known != null ? known : meet((int) index);
    }

    /** The same for one that has been met. */
    TracedThread known(long index) {
        return index < threads.length ? threads[(int) index] : null;
    }

    private TracedThread meet(int index) {
        if (gone.get(index)) {
            return ended;
        }
        if (folded.get(index) || hidden.get(index)) {
            return null;
        }
        JvmThread thread = source.thread(index);
        return thread == null ? null : add(thread);
    }

    /** Indexes are below this. */
    int size() {
        return threads.length;
    }
}
