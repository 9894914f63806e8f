package dev.jfrtrace.bridge.live;

import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_END;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_START;
import static dev.jfrtrace.bridge.mapping.JfrMapping.VIRTUAL_THREAD_END;
import static dev.jfrtrace.bridge.mapping.JfrMapping.VIRTUAL_THREAD_START;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.JvmThread;
import dev.jfrtrace.bridge.collect.ThreadIndex;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.translate.ThreadSource;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;

/**
 * The threads of this JVM by small numbers, which are used again some time after a thread ended:
 * when {@link #turn} has been called twice since, as {@link LiveFeed} does every ten seconds or so.
 */
final class LiveThreads implements ThreadSource {
    /** Names of the threads that make the trace begin so. */
    private static final String[] OWN = {OwnThreads.PREFIX, "JFR Event Stream"};

    /** Events of a thread that has ended may come this long after. */
    private static final long LATENESS = 2_000_000_000L;

    /** Beyond so many that have ended nobody waits for what comes late. */
    private static final int MANY = 1 << 16;

    /** For so many turns after a loss of events, a silent thread may have ended unnoticed. */
    private static final int LOSSY_TURNS = 2;

    private final ThreadIndex index = new ThreadIndex();

    /**
     * Numbers of those that have ended, each once: it must not be let go twice, since others get
     * it.
     */
    private final ArrayDeque<Integer> ended = new ArrayDeque<>();

    /** When those last ended that are in the queue, or were looked at in vain. */
    private final NumberedTimes ends = new NumberedTimes();

    /** When those started that did so in the trace. */
    private final NumberedTimes starts = new NumberedTimes();

    /** Numbers that were asked for since the last turn. */
    private final BitSet heard = new BitSet();

    private int lossyTurns;

    /** The system's ids by Java's, for another thread to read. */
    private final Map<Long, Long> osIds = new ConcurrentHashMap<>();

    private final boolean showsOwn;

    LiveThreads(boolean showsOwn) {
        this.showsOwn = showsOwn;
    }

    /** The number of a thread, which is new if need be; -1 for an absent one that is not known. */
    int indexOf(JfrThread thread) {
        if (thread.osId() > 0 && isJavas(thread)) {
            osIds.put(thread.javaId(), thread.osId());
        }
        int number = index.indexOf(thread);
        if (number >= 0) {
            heard.set(number);
        }
        return number;
    }

    /**
     * The system's id of a Java thread; 0 while the stream has not told it. May be called by any
     * thread.
     */
    long osIdOf(long javaId) {
        return osIds.getOrDefault(javaId, 0L);
    }

    @Override
    public JvmThread thread(long number) {
        JfrThread thread = index.thread((int) number);
        boolean hidden = thread == null || !showsOwn && isOwn(thread.name());
        return hidden
                ? null
                : new JvmThread(
                        (int) number,
                        thread,
                        starts.get((int) number),
                        JvmThread.UNKNOWN,
                        JfrRecord.NONE);
    }

    private static boolean isOwn(String name) {
        for (String prefix : OWN) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the number is still that of the thread that had it. */
    boolean knows(long number) {
        return index.thread((int) number) != null;
    }

    /** Learns from a record whether its thread started or ended. */
    void note(JfrRecord record, JfrMapping row) {
        if (record.thread == JfrRecord.NONE) {
            return;
        }
        if (row == THREAD_START || row == VIRTUAL_THREAD_START) {
            started((int) record.thread, record.start);
        } else if (row == THREAD_END || row == VIRTUAL_THREAD_END) {
            ended((int) record.thread, record.start);
        }
    }

    /** A thread started at {@code time}; of compilers' threads, which do so often, once counts. */
    void started(int number, long time) {
        if (knows(number) && !starts.has(number)) {
            starts.set(number, time);
        }
    }

    /** A thread ended at {@code time}; of compilers' threads the last end counts. */
    void ended(int number, long time) {
        if (!knows(number)) {
            return;
        }
        if (!ends.has(number)) {
            ended.add(number);
        }
        ends.raise(number, time);
    }

    /** Events are lost, and ends of threads may be among them. */
    void loseEnds() {
        lossyTurns = LOSSY_TURNS;
    }

    /**
     * Lets go of threads that ended long before {@code front}.
     *
     * @param isDone whether the trace has the end of the thread with a number, or never had it; it
     *     forgets the thread then
     */
    void release(long front, LongPredicate isDone) {
        while (!ended.isEmpty() && ends.get(ended.peek()) + LATENESS < front) {
            releaseFirst(front, isDone);
        }
    }

    /**
     * Lets go of the first of very many threads that ended before {@code front}, though events of
     * theirs may come yet.
     *
     * @param isDone as above
     */
    void releaseMany(long front, LongPredicate isDone) {
        for (int left = ended.size() - MANY; left > 0 && ends.get(ended.peek()) < front; left--) {
            releaseFirst(front, isDone);
        }
    }

    private void releaseFirst(long front, LongPredicate isDone) {
        int number = ended.poll();
        if (isDone.test(number)) {
            release(number);
        } else {
            ended.add(number);
            ends.raise(number, front);
        }
    }

    private void release(int number) {
        osIds.remove(index.thread(number).javaId());
        index.release(number);
        starts.forget(number);
        ends.forget(number);
    }

    /**
     * What knew threads by their numbers forgets them. Virtual threads that were not heard of since
     * the last turn, and whose ends may be lost, are let go.
     *
     * @param isDone as above
     */
    void turn(LongPredicate isDone) {
        for (int number = 0; lossyTurns > 0 && number < index.size(); number++) {
            if (mayBeLost(number) && isDone.test(number)) {
                release(number);
            }
        }
        lossyTurns = Math.max(0, lossyTurns - 1);
        heard.clear();
        index.turn();
    }

    /**
     * Whether it is a virtual thread that was not heard of since the last turn, and whose end may
     * be lost.
     */
    boolean mayBeLost(long number) {
        return lossyTurns > 0
                && isVirtual(number)
                && !heard.get((int) number)
                && !ends.has((int) number);
    }

    /** Java's ids of the platform threads that are not among those alive, and have not ended. */
    Set<Long> missing(Set<Long> aliveIds) {
        Set<Long> missing = new HashSet<>();
        for (int number = 0; number < index.size(); number++) {
            JfrThread thread = index.thread(number);
            if (isJavas(thread) && !aliveIds.contains(thread.javaId()) && !ends.has(number)) {
                missing.add(thread.javaId());
            }
        }
        return missing;
    }

    /** Whether it is a platform thread that Java knows. */
    private static boolean isJavas(JfrThread thread) {
        return thread != null && thread.javaId() > 0 && !thread.isVirtual();
    }

    /**
     * Whether a thread is not among the missing. One that is has ended by {@code now}: its end is
     * lost, and nobody else will say so.
     *
     * @param missing from {@link #missing}
     */
    boolean survives(long number, Set<Long> missing, long now) {
        JfrThread thread = index.thread((int) number);
        boolean isMissing = isJavas(thread) && missing.contains(thread.javaId());
        if (isMissing) {
            ended((int) number, now);
        }
        return !isMissing;
    }

    boolean isVirtual(long number) {
        JfrThread thread = index.thread((int) number);
        return thread != null && thread.isVirtual();
    }
}
