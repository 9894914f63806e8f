package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.mapping.JfrMapping.CPU_INFORMATION;
import static dev.jfrtrace.bridge.mapping.JfrMapping.CPU_LOAD;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_CPU;
import static dev.jfrtrace.bridge.mapping.JfrMapping.THREAD_CPU_LOAD;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.translate.CpuEvidence.Load;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.Map;

/** What threads took of the CPUs, of which three tell: JFR, its thread dumps, and our own looks. */
final class CpuEvents {
    private static final double MILLION = 1e6;

    /** A thread that waited this long in a period, of a million, was held up by it. */
    private static final long LONG_WAIT = 100_000;

    /** Of all CPUs, of a million: who wants one waits for it. */
    private static final long FULL = 950_000;

    /** A load is taken to go on until the next one, which may come a little later. */
    private static final long GOES_ON = 2;

    /** What JFR's settings have as the period of the first load, which no other one precedes. */
    private static final long FIRST_PERIOD = 1_000_000_000;

    private final Stage stage;
    private final CpuEvidence loads;
    private final CpuEvidence dumps;
    private final CpuEvidence looks;

    /** When the last load of the machine was written; 0 before the first. */
    private long machineUntil;

    /** When JFR went through the threads last. */
    private long sweptUntil;

    /** How many CPUs loads of the machine are parts of; 0 while that is not known. */
    private long cpus;

    CpuEvents(Stage stage) {
        this.stage = stage;
        this.loads = new CpuEvidence(stage);
        this.dumps = new CpuEvidence(stage);
        this.looks = new CpuEvidence(stage);
    }

    /** Planning has come to {@code front}. */
    void advance(long front) {
        loads.advance(front);
        dumps.advance(front);
        looks.advance(front);
        stage.cpuTimes.advance(front);
    }

    void register(Map<JfrMapping, EventHandler> handlers) {
        handlers.put(CPU_INFORMATION, this::count);
        handlers.put(CPU_LOAD, this::ofMachine);
        handlers.put(THREAD_CPU_LOAD, this::ofJfr);
        handlers.put(THREAD_CPU, this::ofLook);
    }

    /** Another recorder may know of those alone that a container leaves; loads are of all. */
    private Fate count(JfrRecord record, TracedThread thread) {
        cpus = Math.max(cpus, record.slots[0]);
        return Fate.NOT_USED;
    }

    private Fate ofMachine(JfrRecord record, TracedThread thread) {
        if (isNoMeasurement(record)) {
            lengthOfLoad();
            return Fate.NOT_USED;
        }
        loads.planMachine(record.slots[0]);
        looks.planMachine(record.slots[0]);
        long length = lengthOfLoad();
        long ours = record.slots[1] + record.slots[2];
        long end = stage.endedAt();
        stage.cpuTimes.ofJvm(end - length, end, (long) (ours / MILLION * cpus * length));
        if (record.slots[0] < CpuEvidence.WHOLE) {
            stage.budget.hasRoom(stage.endedAt() + GOES_ON * length);
        } else {
            stage.budget.hasNoRoom();
        }
        if (record.slots[0] < FULL) {
            return Fate.NOT_USED;
        }
        MachineLog log = MachineLog.of(length, ours, record.slots[0]);
        stage.planVmLog(record.end, MachineLog.CATEGORY, log.message());
        return stage.translated();
    }

    /**
     * On Windows a JVM's first load is of counters that have no value yet: the JVM took nothing,
     * and all of the machine was busy, or nothing.
     */
    private boolean isNoMeasurement(JfrRecord record) {
        long all = record.slots[0];
        boolean isExtreme = all == 0 || all >= MILLION;
        return machineUntil == 0 && isExtreme && record.slots[1] + record.slots[2] == 0;
    }

    /** How long the load at hand tells of: from the one before it on. */
    private long lengthOfLoad() {
        long until = stage.endedAt();
        long before = machineUntil;
        machineUntil = until;
        return before == 0
                ? Math.min(FIRST_PERIOD, until - stage.startTime)
                : Math.max(0, until - before);
    }

    private Fate ofJfr(JfrRecord record, TracedThread thread) {
        if (isSweep(record)) {
            stage.budget.swept(stage.beganAt(), stage.endedAt());
            sweptUntil = Math.max(sweptUntil, stage.endedAt());
        }
        if (thread == null) {
            return Fate.NO_THREAD;
        }
        // What the main thread took in its life is told of it again, as fast as a CPU could do it.
        if (thread.isMainsRest) {
            return Fate.EVIDENCE;
        }
        // JFR's first load of a thread tells of all its life so far.
        boolean isFirst = earliest(record) <= stage.startTime && stage.lasts();
        boolean wasThere = thread.isOld || thread.isMain && !stage.isLive();
        loads.plan(load(record, thread, wasThere && isFirst));
        return Fate.EVIDENCE;
    }

    /** Whether a record is of no event, but of all threads that none of them is of. */
    static boolean isSweep(JfrRecord record) {
        return record.row == THREAD_CPU_LOAD.ordinal()
                && record.slots[JfrMapping.LOAD_PERIOD] == JfrMapping.SWEEP;
    }

    /** The same of a thread in a dump that tells its CPU time. */
    void ofDump(JfrRecord record, TracedThread thread) {
        dumps.plan(load(record, thread, false));
    }

    private Load load(JfrRecord record, TracedThread thread, boolean isOfLife) {
        long from = Math.max(stage.startTime, earliest(record));
        long to = stage.endedAt();
        long ofCpu = record.slots[JfrMapping.LOAD_OF_CPU];
        long ofMachine = record.slots[JfrMapping.LOAD_OF_MACHINE];
        long begin = begin(thread, record, from, to);
        long nanos = (long) (ofCpu / MILLION * (to - begin));
        if (!stage.isLive()) {
            boolean isKnown = !isOfLife && leftSomething(record, to);
            stage.budget.took(thread, from, to, isKnown ? nanos : Long.MAX_VALUE);
        }
        boolean isLoad = record.row == THREAD_CPU_LOAD.ordinal();
        if (isLoad && (!isOfLife || isMostOfLife(to - from))) {
            boolean isOfStart = isOfLife && thread.isMain;
            double part = isOfStart ? leastShare(ofCpu / MILLION, to - from) : 1;
            stage.cpuTimes.took(thread, begin, to, (long) (nanos * part));
        }
        double share = isOfLife ? shareOfFirst(record, to - from) : 1;
        return new Load(
                thread,
                from,
                begin,
                to,
                (long) (ofMachine * share),
                (long) (ofCpu * share),
                record.slots[JfrMapping.LOAD_OF_ALL],
                CpuEvidence.UNKNOWN,
                isOfLife ? Long.MAX_VALUE : nanos,
                isLoad ? record.slots[JfrMapping.LOAD_WAITED] : 0);
    }

    /** When the time began at the earliest that a load tells of. */
    private long earliest(JfrRecord record) {
        boolean isSinceSweep = record.slots[JfrMapping.LOAD_PERIOD] == JfrMapping.SINCE_SWEEP;
        return isSinceSweep && sweptUntil < stage.endedAt()
                ? Math.max(stage.beganAt(), sweptUntil)
                : stage.beganAt();
    }

    /**
     * When the time began that a load tells of, which may be later than it is planned from: its
     * thread may not have been there yet.
     */
    private static long begin(TracedThread thread, JfrRecord record, long from, long to) {
        long length = record.slots[JfrMapping.LOAD_PERIOD];
        long begin = length <= 0 ? from : Math.max(from, to - length);
        return Math.max(begin, Math.min(thread.startsAt, to));
    }

    /** Whether a JVM is so young that its life is about what is recorded of it. */
    private boolean isMostOfLife(long recorded) {
        return stage.ageAtStart <= recorded;
    }

    /** Where others took all that there was, a thread may have wanted much and got little. */
    private boolean leftSomething(JfrRecord record, long time) {
        long ofAll = record.slots[JfrMapping.LOAD_OF_ALL];
        return ofAll == 0 ? stage.budget.hasRoomAt(time) : ofAll < CpuEvidence.WHOLE;
    }

    /** Who goes on as before is taken to have done the same in the first period. */
    private double shareOfFirst(JfrRecord record, long length) {
        long ofMachine = record.slots[JfrMapping.LOAD_OF_MACHINE];
        long second = record.slots[JfrMapping.LOAD_SECOND];
        double asBefore =
                second > 0 && ofMachine > 0 ? Math.min(1, (double) second / ofMachine) : 0;
        double least = leastShare(record.slots[JfrMapping.LOAD_OF_CPU] / MILLION, length);
        return Math.max(asBefore, least);
    }

    /**
     * What a thread took in the first period, at least, as part of what it took in its life: it may
     * have computed all the time before.
     */
    private double leastShare(double ofLife, long length) {
        double least = ofLife - (1 - ofLife) * ((double) stage.ageAtStart / length);
        return ofLife == 0 ? 0 : Math.max(0, least) / ofLife;
    }

    private Fate ofLook(JfrRecord record, TracedThread thread) {
        // A thread that ended as it was looked at cannot be named any more.
        if (thread == null || !stage.lasts()) {
            return Fate.NOT_USED;
        }
        double length = stage.endedAt() - stage.beganAt();
        long ofCpu = (long) (record.slots[0] / length * MILLION);
        stage.cpuTimes.looked(thread, stage.beganAt(), stage.endedAt(), record.slots[0]);
        long waited = record.slots[1];
        long waiting = waited < 0 ? CpuEvidence.UNKNOWN : (long) (waited / length * MILLION);
        if (waited >= 0) {
            thread.cpuWaitsKnownUntil = stage.endedAt();
        }
        long ofMachine = ofCpu / Math.max(1, record.slots[2]);
        looks.plan(
                new Load(
                        thread,
                        stage.beganAt(),
                        stage.beganAt(),
                        stage.endedAt(),
                        ofMachine,
                        ofCpu,
                        0,
                        waiting,
                        record.slots[0],
                        0));
        if (waiting >= LONG_WAIT) {
            log(thread, record.end, CpuWaitLog.of((long) length, ofCpu, waiting));
            return Fate.TRANSLATED;
        }
        return Fate.EVIDENCE;
    }

    /** Whoever wonders why a thread is slow should see that others had the CPU. */
    private void log(TracedThread thread, long time, CpuWaitLog wait) {
        String message = wait.message();
        Step log =
                t ->
                        stage.encoder.userLog(
                                thread.m, t, 0, CpuWaitLog.CATEGORY, message, Stack.NONE);
        stage.timeline.begin(time, t -> stage.threads.turns.whenRunning(thread, t, log));
    }
}
