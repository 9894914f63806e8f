package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.generation.Stack;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells in logs what threads took of the CPUs, whatever they are shown to do. Of a time that two
 * tell of, such as JFR's loads and our own looks, whoever begins first is believed. A log stands at
 * the end of the time that it tells of: on its thread where that runs then, else on the VM's
 * goroutine, for only who runs can write, and nobody is made to run for a log.
 */
final class CpuTimes {
    private static final long MILLI = 1_000_000;

    /** What is less of a thread is told with what comes next, in nanoseconds. */
    private static final long LEAST = 5 * MILLI;

    /** But not much later; what the JVM took no sooner, for somebody always takes something. */
    private static final long SOON = 5_000 * MILLI;

    /** So often it is told what samples stand for, which come one by one. */
    private static final long TURN = 1_000 * MILLI;

    /** What is known of a thread, and not told yet. */
    static final class Account {
        private final TracedThread thread;

        /** Of the time that is to be told, and of all that has been added. */
        private long since;

        private long until = Long.MIN_VALUE;
        private long nanos;
        private boolean isOpen;

        /** Up to where JFR's loads have told of it, live; {@code MIN_VALUE} before the first. */
        private long loadedUntil = Long.MIN_VALUE;

        /** What looks have told of it; {@code null} before the first. */
        private Looks looks;

        private Account(TracedThread thread) {
            this.thread = thread;
        }

        private void open(long time) {
            since = isOpen ? since : time;
            isOpen = true;
        }

        private boolean isWorthTelling(long time) {
            boolean isMuch = thread != null && nanos >= LEAST;
            return isOpen && time >= until && (isMuch || time - since >= SOON);
        }
    }

    /** What looks at a thread have told. */
    private static final class Looks {
        /** Where the first begins, and where before that something is known already. */
        private final long first;

        private final long knownBefore;

        private long lastFrom;
        private long lastTo;
        private long lastNanos;

        /** Of all, and of those that the last load covers. */
        private long nanos;

        private long covered;

        /** Whether it is settled what came before the first. */
        private boolean isBeforeTold;

        Looks(long first, long knownBefore) {
            this.first = first;
            this.knownBefore = knownBefore;
        }

        void add(long from, long to, long taken) {
            lastFrom = from;
            lastTo = to;
            lastNanos = taken;
            nanos += taken;
        }

        /** What they have told of the time since the last load, up to the next one. */
        long coverUpTo(long time) {
            double behind = Math.max(0, lastTo - Math.max(time, lastFrom));
            long upTo = nanos - (long) (lastNanos * (behind / Math.max(1, lastTo - lastFrom)));
            long told = upTo - covered;
            covered = upTo;
            return told;
        }
    }

    private final Stage stage;

    /** Of no thread: what all of the JVM's took together. */
    private final Account jvm = new Account(null);

    private final Set<Account> untold = new LinkedHashSet<>();
    private boolean hasLoads;
    private long nextTurn = TURN;

    CpuTimes(Stage stage) {
        this.stage = stage;
    }

    /** A thread took so much between two of our looks, which is exact. */
    void looked(TracedThread thread, long from, long to, long nanos) {
        hasLoads = true;
        Account account = account(thread);
        if (account.looks == null) {
            account.looks = new Looks(from, account.until);
        }
        account.looks.add(from, to, nanos);
        add(account, from, to, nanos);
    }

    /**
     * A thread took so much in a time, as one of JFR's loads has it. Live it is not certain where
     * that time began, and a load comes before the looks that it lasts for: it counts when they are
     * known, and then what they have not told of it.
     */
    void took(TracedThread thread, long from, long to, long nanos) {
        hasLoads = true;
        Account account = account(thread);
        if (stage.isLive() && to > from) {
            double share = (double) nanos / (to - from);
            stage.timeline.end(to, t -> addRest(account, from, t, share));
        } else {
            add(account, from, to, nanos);
        }
    }

    /** A load tells of all since the last one that JFR wrote of the thread, or since its start. */
    private void addRest(Account account, long from, long to, double share) {
        boolean isFirst = account.loadedUntil == Long.MIN_VALUE;
        long start = account.thread.startsAt;
        long since = !isFirst ? account.loadedUntil : start >= stage.startTime ? start : from;
        account.loadedUntil = to;
        if (account.looks == null) {
            add(account, from, to, (long) (share * (to - from)));
        } else {
            long told = account.looks.coverUpTo(to);
            addUntold(account, from, to, (long) (share * (to - since)) - told);
        }
    }

    /** What looks have not seen was taken before the first of them, or behind the last one. */
    private void addUntold(Account account, long from, long to, long nanos) {
        long begin = Math.max(account.thread.startsAt, account.looks.knownBefore);
        boolean isTold = account.looks.isBeforeTold || begin < stage.startTime;
        long before = isTold ? 0 : Math.max(0, Math.min(account.looks.first, to) - begin);
        account.looks.isBeforeTold = true;
        long behind = Math.max(0, to - Math.max(account.until, from));
        double part = Math.min(1, Math.max(0, nanos) / (double) Math.max(1, before + behind));
        if (before > 0) {
            account.open(begin);
            account.since = Math.min(account.since, begin);
            account.nanos += (long) (part * before);
            untold.add(account);
        }
        add(account, to - behind, to, (long) (part * behind));
        tellIfWorth(account, Math.max(account.until, to));
    }

    /** All threads of the JVM took so much in a time, its own included. */
    void ofJvm(long from, long to, long nanos) {
        add(jvm, from, to, nanos);
    }

    /**
     * A sample by CPU time stands for so much of its thread. Where there are loads, these have it
     * already, that of virtual threads as their carriers'.
     */
    void sampled(TracedThread thread, long nanos) {
        Account account = account(thread);
        if (!hasLoads && nanos > 0) {
            account.open(stage.timeline.clip(Math.max(nextTurn - TURN, thread.startsAt)));
            account.nanos += nanos;
            untold.add(account);
        }
    }

    private static Account account(TracedThread thread) {
        if (thread.cpuTime == null) {
            thread.cpuTime = new Account(thread);
        }
        return thread.cpuTime;
    }

    /** What lies in the trace of a time, and is not known yet, is added: evenly. */
    private void add(Account account, long from, long to, long nanos) {
        long begin = Math.max(inTrace(from), account.until);
        long end = inTrace(to);
        if (begin >= end || nanos <= 0) {
            return;
        }
        account.open(begin);
        account.until = end;
        account.nanos += (long) (nanos * ((double) (end - begin) / (to - from)));
        untold.add(account);
        tellIfWorth(account, end);
    }

    /** Live, what comes late counts all the same: no part of the trace is left out. */
    private long inTrace(long time) {
        return stage.isLive() ? Math.max(stage.startTime, time) : stage.timeline.clip(time);
    }

    /** Planning has come to {@code front}. */
    void advance(long front) {
        if (front >= nextTurn && front < Long.MAX_VALUE) {
            List.copyOf(untold).forEach(account -> tellIfWorth(account, nextTurn));
            nextTurn = front - front % TURN + TURN;
        }
    }

    /** Nothing more will come. */
    void finish(long end) {
        for (Account account : List.copyOf(untold)) {
            boolean isLoad = account.until > account.since;
            long time = isLoad ? Math.max(account.until, stage.timeline.position()) : end;
            // Nothing is known of what the JVM took behind its last load, and it took something.
            tell(account, time, account == jvm ? account.until : time);
        }
    }

    private void tellIfWorth(Account account, long time) {
        if (account.isWorthTelling(time)) {
            tell(account, time);
        }
    }

    private void tell(Account account, long time) {
        tell(account, time, time);
    }

    /**
     * What no log says for being rounded, the next one does.
     *
     * @param to up to when it is known
     */
    private void tell(Account account, long time, long to) {
        untold.remove(account);
        account.isOpen = false;
        TracedThread thread = account.thread;
        long millis = Math.round((double) account.nanos / MILLI);
        long within = Math.max(1, Math.round((double) (to - account.since) / MILLI));
        account.nanos -= millis * MILLI;
        if (millis > 0) {
            stage.timeline.end(time, t -> write(thread, t, millis, within));
        }
    }

    private void write(TracedThread thread, long time, long millis, long within) {
        if (thread != null && ThreadModel.runs(thread)) {
            log(thread.m, time, new CpuTimeLog(CpuTimeLog.WRITER, millis, within), "");
            return;
        }
        String name = thread == null ? "" : thread.name;
        CpuTimeLog log = new CpuTimeLog(thread == null ? CpuTimeLog.JVM : thread.g, millis, within);
        stage.logAsVm(time, CpuTimeLog.CATEGORY, log.message(name), Stack.NONE);
    }

    private void log(long m, long time, CpuTimeLog log, String name) {
        stage.encoder.userLog(m, time, 0, CpuTimeLog.CATEGORY, log.message(name), Stack.NONE);
    }
}
