package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.ChunkHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes of a chunk's jdk.ThreadCPULoad what they tell. JFR goes through all Java threads at the end
 * of a period and writes, at nearly one and the same instant, which part of the machine each took
 * in it; of threads that took less than a millisecond since they were last written of, nothing. Who
 * ends is written of then, as all of a pool may do at once. How many CPUs there are, and what all
 * programs together took, stands elsewhere in the chunk, before or behind.
 */
final class CpuLoads {
    /** What a thread took of the machine, in millionths. */
    private record Load(long ticks, long thread, long ofMachine) {}

    static final String EVENT = "jdk.ThreadCPULoad";

    private static final String END = "jdk.ThreadEnd";

    /** Of one chunk: with loads each second, of more threads than there are, and of days. */
    private static final int MAX = 1 << 18;

    private static final double NANOS_PER_SECOND = 1e9;

    /** Clocks and periods are not exact. */
    private static final double TOLERANCE = 1.1;

    /** Of a period: a little late is each of them. */
    private static final double LATE = 0.1;

    /** One takes no longer than that part of a second. */
    private static final long SWEEPS_PER_SECOND = 20;

    /** Likewise, where nothing else is done meanwhile. */
    private static final double PROMPT = 0.01;

    private final List<Load> loads = new ArrayList<>();
    private final List<JfrRecord> machine = new ArrayList<>();
    private final ChunkHeader header;
    private final WaitedTime waited;

    /** How far apart loads that belong together may be written, in ticks. */
    private final long together;

    /** When JFR went through the threads last; the chunk's start before the first time. */
    private long lastSweep;

    /** Whether it has done so in this chunk. */
    private boolean hasSweeps;

    /**
     * Of the first loads of the machine, in order of time; {@code null} until they are all there.
     */
    private long[] sums;

    private long cpus;

    private JvmCpuClock clock = JvmCpuClock.NANOSECONDS;

    CpuLoads(ChunkHeader header, WaitedTime waited) {
        this.header = header;
        this.waited = waited;
        this.together = LoadPeriods.together(header.ticksPerSecond());
        this.lastSweep = header.startTicks();
    }

    /** Hears of the JVM, as it calls itself. */
    void learn(String jvmVersion) {
        clock = JvmCpuClock.of(jvmVersion);
    }

    /** Hears of how many CPUs there are, of the machine or for this JVM: the fewer count. */
    void learn(long count) {
        if (count > 0) {
            cpus = cpus == 0 ? count : Math.min(cpus, count);
        }
    }

    /**
     * Keeps a load until the chunk has been read, and with it what JVM wrote it; of too many none.
     *
     * @return whether it is kept
     */
    boolean addMachine(JfrRecord load) {
        if (machine.size() == MAX) {
            return false;
        }
        JfrRecord kept = new JfrRecord();
        kept.set(load);
        machine.add(kept);
        return true;
    }

    /**
     * Keeps a load until the chunk has been read. Of too many nothing is kept: then the record,
     * with nothing in it, shows that its thread exists.
     *
     * @return whether it is kept
     */
    boolean addThread(JfrRecord load) {
        if (load.thread < 0 || loads.size() == MAX) {
            Arrays.fill(load.slots, 0);
            return false;
        }
        loads.add(new Load(load.start, load.thread, LoadPeriods.ofMachine(load)));
        return true;
    }

    /**
     * Adds a record for each load of a thread, and one without a thread for each time that JFR went
     * through all of them: whoever has none of the same time did next to nothing.
     *
     * @param threads of the chunk
     * @param settings of the chunk
     * @param isWhole whether no event of the chunk is missing: else a load may be
     */
    void addTo(RunWriter runs, ThreadRows threads, Settings settings, boolean isWhole)
            throws IOException {
        machine.sort(Comparator.comparingLong(load -> load.start));
        clock = clock.provedBy(machine, cpus, header.ticksPerSecond());
        for (JfrRecord load : machine) {
            clock.correct(load);
            runs.add(load);
        }
        loads.sort(Comparator.comparingLong(Load::ticks));
        long period = ticks(settings.period(EVENT));
        boolean endsAreKnown = settings.isOn(END);
        boolean isAll = isWhole && loads.size() < MAX;
        Map<Long, Long> seconds = secondLoads();
        for (int from = 0, to; from < loads.size(); from = to) {
            to = endOfSweep(from);
            List<Load> written = loads.subList(from, to);
            boolean isEnd =
                    written.stream().allMatch(load -> isAtEnd(load, threads))
                            && !isDue(loads.get(from).ticks, period);
            if (!isEnd) {
                startPeriods(loads.get(from).ticks - period);
            }
            addTo(runs, written, length(to - 1, period, isEnd), period, seconds, threads);
            if (!isEnd) {
                boolean isSweep = to - from > 1 || endsAreKnown;
                sweep(runs, loads.get(to - 1).ticks, isSweep && isAll);
            }
        }
    }

    /**
     * Behind the last load that JFR wrote when it wrote this one: newer JVMs give each its own
     * time, and who writes them may have to wait for a CPU. Nobody is written of twice.
     */
    private int endOfSweep(int from) {
        Set<Long> met = new HashSet<>();
        long last = loads.get(from).ticks + header.ticksPerSecond() / SWEEPS_PER_SECOND;
        int to = from;
        while (to < loads.size() && loads.get(to).ticks <= last && met.add(loads.get(to).thread)) {
            to++;
        }
        return to;
    }

    /**
     * How long before its end the time began that a load tells of, in nanoseconds; 0 where that is
     * where JFR is known to have gone through the threads. It may have done so later as well, and
     * found none that had done anything: whole periods later, and not just late. Before the first
     * time in this chunk it did so in an earlier one, if at all.
     */
    private long length(int load, long period, boolean isEnd) {
        if (isEnd && !hasSweeps) {
            return JfrMapping.SINCE_SWEEP;
        }
        long known = loads.get(load).ticks - lastSweep;
        if (!hasSweeps || period == 0 || known < period) {
            return 0;
        }
        if (isEnd) {
            return nanos(known % period);
        }
        long periods = Math.round((double) known / period);
        boolean isWhole = Math.abs(known - periods * period) <= periods * period * LATE;
        return isWhole ? nanos(known / periods) : 0;
    }

    private long nanos(long ticks) {
        return (long) (ticks * NANOS_PER_SECOND / header.ticksPerSecond());
    }

    /** JFR's periods go on from chunk to chunk: the first may have begun in the one before. */
    private void startPeriods(long first) {
        lastSweep = hasSweeps ? lastSweep : Math.min(lastSweep, first);
        hasSweeps = true;
    }

    private long ticks(long nanos) {
        return (long) (nanos / NANOS_PER_SECOND * header.ticksPerSecond());
    }

    /** Whether it is just the time for JFR to go through the threads again. */
    private boolean isDue(long ticks, long period) {
        long since = ticks - lastSweep;
        // Of periods in which nobody did anything each was a little late.
        return hasSweeps && period > 0 && since >= period && since % period < since * PROMPT;
    }

    private boolean isAtEnd(Load load, ThreadRows threads) {
        return threads.endsNear((int) load.thread, load.ticks, together);
    }

    /**
     * For each thread what it took in its second period, whose first load tells of all its life.
     */
    private Map<Long, Long> secondLoads() {
        Set<Long> met = new HashSet<>();
        Map<Long, Long> seconds = new HashMap<>();
        for (Load load : loads) {
            if (!met.add(load.thread)) {
                seconds.putIfAbsent(load.thread, load.ofMachine);
            }
        }
        return seconds;
    }

    private void addTo(
            RunWriter runs,
            List<Load> sweep,
            long length,
            long period,
            Map<Long, Long> seconds,
            ThreadRows threads)
            throws IOException {
        JfrRecord record = recordTo(sweep.get(sweep.size() - 1).ticks);
        record.slots[JfrMapping.LOAD_PERIOD] = length;
        boolean isOlder = length == JfrMapping.SINCE_SWEEP;
        long from = isOlder ? Math.min(record.start, record.end - period) : record.start;
        for (Load load : sweep) {
            record.thread = load.thread;
            record.start = from(Math.min(from, load.ticks), load, threads);
            record.end = load.ticks;
            record.slots[JfrMapping.LOAD_SECOND] = seconds.getOrDefault(load.thread, -1L);
            // What others took before it was there is nothing to it.
            long since = Math.max(threads.lastStart((int) load.thread, load.ticks), record.start);
            fill(record, (double) load.ofMachine * cpus / LoadPeriods.MILLION, since);
            record.slots[JfrMapping.LOAD_WAITED] = waited(load, length, since);
            runs.add(record);
        }
    }

    /** Where it is not known here when the time of a load began, nothing is. */
    private long waited(Load load, long length, long since) {
        if (length == JfrMapping.SINCE_SWEEP) {
            return 0;
        }
        long begin = length == 0 ? since : Math.max(since, load.ticks - ticks(length));
        return nanos(waited.least(load.thread, begin, load.ticks));
    }

    /**
     * A compiler that has started since took all of it since: before that start it had an earlier
     * life, in a row of its own or in this one.
     */
    private static long from(long from, Load load, ThreadRows threads) {
        int row = (int) load.thread;
        long start = threads.lastStart(row, load.ticks);
        boolean isLater = start >= from && threads.thread(row).isCompiler();
        return isLater ? Math.min(start + 1, load.ticks) : from;
    }

    private void sweep(RunWriter runs, long ticks, boolean isProved) throws IOException {
        if (isProved && ticks > lastSweep) {
            JfrRecord record = recordTo(ticks);
            record.slots[JfrMapping.LOAD_PERIOD] = JfrMapping.SWEEP;
            runs.add(record);
        }
        lastSweep = Math.max(lastSweep, ticks);
    }

    private JfrRecord recordTo(long ticks) {
        JfrRecord record = new JfrRecord();
        record.row = JfrMapping.THREAD_CPU_LOAD.ordinal();
        record.stack = JfrRecord.NONE;
        record.thread = JfrRecord.NONE;
        record.start = Math.min(lastSweep, ticks);
        record.end = ticks;
        return record;
    }

    /**
     * Fills in what a thread took in the time of a record.
     *
     * @param cpu as part of one CPU
     * @param since when the thread was there, of that time
     */
    void fill(JfrRecord load, double cpu, long since) {
        double ofMachine = cpus == 0 ? 0 : cpu / cpus;
        load.slots[JfrMapping.LOAD_OF_MACHINE] = (long) (ofMachine * LoadPeriods.MILLION);
        load.slots[JfrMapping.LOAD_OF_CPU] = (long) (cpu * LoadPeriods.MILLION);
        // The machine's first load in the chunk tells of a time before.
        long from = Math.max(since, header.startTicks());
        load.slots[JfrMapping.LOAD_OF_ALL] = ofAll(from, load.end);
    }

    /** No thread takes more than a CPU: where one seems to, there are fewer than was said. */
    void boundCpus() {
        long most = loads.stream().mapToLong(Load::ofMachine).max().orElse(0);
        if (most > 0) {
            cpus = Math.min(cpus, Math.max(1, (long) (LoadPeriods.MILLION * TOLERANCE / most)));
        }
    }

    /** On average; 0 when it is not known. */
    private long ofAll(long from, long to) {
        if (sums == null) {
            sumUp();
        }
        int first = firstBehind(from + together);
        int last = firstBehind(to + together);
        return last == first ? 0 : (sums[last] - sums[first]) / (last - first);
    }

    private void sumUp() {
        machine.sort(Comparator.comparingLong(load -> load.start));
        sums = new long[machine.size() + 1];
        for (int i = 0; i < machine.size(); i++) {
            sums[i + 1] = sums[i] + machine.get(i).slots[0];
        }
    }

    /** How many loads of the machine were written up to a time. */
    private int firstBehind(long ticks) {
        int low = 0;
        int high = machine.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (machine.get(middle).start <= ticks) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
