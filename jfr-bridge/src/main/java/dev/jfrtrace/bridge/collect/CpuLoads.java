package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.ChunkHeader;
import java.io.IOException;
import java.util.ArrayList;
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

    private final List<Load> loads = new ArrayList<>();
    private final List<Load> machine = new ArrayList<>();
    private final ChunkHeader header;
    private final LoadPeriods periods;
    private long cpus;

    CpuLoads(ChunkHeader header) {
        this.header = header;
        this.periods = new LoadPeriods(header.startTicks(), header.ticksPerSecond());
    }

    /** Hears of how many CPUs there are. */
    void learn(JfrRecord information) {
        cpus = Math.max(cpus, information.slots[0]);
    }

    void addMachine(JfrRecord load) {
        machine.add(new Load(load.start, JfrRecord.NONE, load.slots[0]));
    }

    void addThread(JfrRecord load) {
        loads.add(new Load(load.start, load.thread, LoadPeriods.ofMachine(load)));
    }

    /** Adds a record for each load of a thread. */
    void addTo(RunWriter runs) throws IOException {
        loads.sort(Comparator.comparingLong(Load::ticks));
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

    /** On average; 0 when it is not known. */
    private long ofAll(long from, long to) {
        long late = header.ticksPerSecond() / 4;
        return (long)
                machine.stream()
                        .filter(load -> load.ticks > from + late && load.ticks <= to + late)
                        .mapToLong(Load::ofMachine)
                        .average()
                        .orElse(0);
    }
}
