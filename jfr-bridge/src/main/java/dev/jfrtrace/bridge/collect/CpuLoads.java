package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.ChunkHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Makes of a chunk's jdk.ThreadCPULoad what they tell: JFR writes, at the end of a period, which
 * part of the machine each thread took in it. How long the period was shows in the loads: it began
 * where the last one ended. How many CPUs there are, and what all programs together took, stands
 * elsewhere in the chunk, before or behind.
 */
final class CpuLoads {
    /** What a thread took, or, without one, all that ran on the machine; in millionths of it. */
    private record Load(long ticks, long thread, long ofMachine) {}

    /** Of one chunk: with loads each second, of more threads than there are. */
    private static final int MAX = 1 << 18;

    /** Clocks and periods are not exact. */
    private static final double TOLERANCE = 1.1;

    private final List<Load> loads = new ArrayList<>();
    private final List<Load> machine = new ArrayList<>();
    private final ChunkHeader header;
    private final LoadPeriods periods;

    /**
     * Of the first loads of the machine, in order of time; {@code null} until they are all there.
     */
    private long[] sums;

    private long cpus;

    CpuLoads(ChunkHeader header) {
        this.header = header;
        this.periods = new LoadPeriods(header.startTicks(), header.ticksPerSecond());
    }

    /** Hears of how many CPUs there are, of the machine or for this JVM: the fewer count. */
    void learn(long count) {
        if (count > 0) {
            cpus = cpus == 0 ? count : Math.min(cpus, count);
        }
    }

    void addMachine(JfrRecord load) {
        machine.add(new Load(load.start, JfrRecord.NONE, load.slots[0]));
    }

    /**
     * Keeps a load until the chunk has been read. Of too many nothing is kept: then the record,
     * with nothing in it, shows that its thread exists.
     *
     * @return whether it is kept
     */
    boolean addThread(JfrRecord load) {
        if (loads.size() == MAX) {
            Arrays.fill(load.slots, 0);
            return false;
        }
        loads.add(new Load(load.start, load.thread, LoadPeriods.ofMachine(load)));
        return true;
    }

    /** Adds a record for each load of a thread. */
    void addTo(RunWriter runs) throws IOException {
        loads.sort(Comparator.comparingLong(Load::ticks));
        boundCpus();
        JfrRecord record = new JfrRecord();
        record.row = JfrMapping.THREAD_CPU_LOAD.ordinal();
        record.stack = JfrRecord.NONE;
        for (Load load : loads) {
            record.start = periods.startOf(load.ticks);
            record.end = load.ticks;
            record.thread = load.thread;
            fill(record, (double) load.ofMachine * cpus / LoadPeriods.MILLION);
            runs.add(record);
        }
    }

    /** Fills in what a thread took in the time of a record, as part of one CPU. */
    void fill(JfrRecord load, double cpu) {
        double ofMachine = cpus == 0 ? 0 : cpu / cpus;
        load.slots[JfrMapping.LOAD_OF_MACHINE] = (long) (ofMachine * LoadPeriods.MILLION);
        load.slots[JfrMapping.LOAD_OF_CPU] = (long) (cpu * LoadPeriods.MILLION);
        load.slots[JfrMapping.LOAD_OF_ALL] = ofAll(load.start, load.end);
    }

    /** No thread takes more than a CPU: where one seems to, there are fewer than was said. */
    private void boundCpus() {
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
        long late = periods.together();
        int first = firstBehind(from + late);
        int last = firstBehind(to + late);
        return last == first ? 0 : (sums[last] - sums[first]) / (last - first);
    }

    private void sumUp() {
        machine.sort(Comparator.comparingLong(Load::ticks));
        sums = new long[machine.size() + 1];
        for (int i = 0; i < machine.size(); i++) {
            sums[i + 1] = sums[i] + machine.get(i).ofMachine;
        }
    }

    /** How many loads of the machine were written up to a time. */
    private int firstBehind(long ticks) {
        int low = 0;
        int high = machine.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (machine.get(middle).ticks <= ticks) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
