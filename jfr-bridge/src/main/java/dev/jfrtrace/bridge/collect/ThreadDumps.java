package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The thread dumps of one chunk, as records of the threads in them. They are made when the chunk
 * has been read: only then it is known which of the threads it names itself.
 */
final class ThreadDumps {
    /**
     * What a dump says of a thread.
     *
     * @param start when it started, if that was within the chunk; before it else
     */
    private record Said(
            long ticks,
            long start,
            long javaId,
            long osId,
            String name,
            double cpu,
            String state,
            long stack) {
        static Said of(ThreadDump.Entry entry, long ticks, long start, long stack) {
            return new Said(
                    ticks,
                    start,
                    entry.javaId(),
                    entry.osId(),
                    entry.name(),
                    entry.cpuSeconds(),
                    entry.state(),
                    stack);
        }
    }

    /** So many, of all dumps of a chunk, are kept; a chunk of 12 MB hardly holds more. */
    private static final int MAX_SAID = 1 << 18;

    private final List<Said> said = new ArrayList<>();

    /** Time of the last dump. */
    private long newest = Long.MIN_VALUE;

    private final ChunkStacks stacks;
    private final Symbols symbols;
    private final CpuLoads loads;
    private final ThreadNames names;
    private final ChunkHeader header;

    ThreadDumps(
            ChunkStacks stacks,
            Symbols symbols,
            CpuLoads loads,
            ThreadNames names,
            ChunkHeader header) {
        this.stacks = stacks;
        this.symbols = symbols;
        this.loads = loads;
        this.names = names;
        this.header = header;
    }

    /** Takes a dump in, and answers with the symbol of what it says of deadlocks; 0 for nothing. */
    int read(String text, long ticks) throws IOException {
        newest = Math.max(newest, ticks);
        for (ThreadDump.Entry entry : ThreadDump.entries(text)) {
            if (said.size() < MAX_SAID) {
                long stack = entry.stack().isEmpty() ? JfrRecord.NONE : stacks.add(entry.stack());
                said.add(Said.of(entry, ticks, start(entry, ticks), stack));
            }
        }
        String deadlocks = ThreadDump.deadlocks(text);
        return deadlocks.isEmpty() ? 0 : symbols.id(deadlocks);
    }

    private long start(ThreadDump.Entry entry, long ticks) {
        double elapsed = entry.elapsedSeconds() * header.ticksPerSecond();
        return elapsed < 0 ? ThreadRows.UNKNOWN : (long) (ticks - elapsed);
    }

    /**
     * Adds a record for each thread of each dump, and threads that only dumps have.
     *
     * @param heard when threads were last heard of; {@code null} where who says nothing may have
     *     done something all the same
     */
    void addTo(RunWriter runs, ThreadRows threads, LastHeard heard) throws IOException {
        Map<Long, Integer> indexes = indexes(threads);
        JfrRecord record = new JfrRecord();
        Map<Long, Said> before = new HashMap<>();
        for (Said one : said) {
            Integer index = indexes.get(one.javaId);
            if (index == null) {
                index = threads.add(thread(one));
                if (one.start > header.startTicks()) {
                    threads.starts(index, one.start);
                }
                threads.nameBy(index, one.stack);
                indexes.put(one.javaId, index);
            }
            fill(record, one, index);
            runs.add(record);
            if (heard != null
                    && one.ticks == newest
                    && isSilentBefore(record, Math.max(one.start, heard.of(index)))) {
                runs.add(record);
            }
            Said last = before.put(one.javaId, one);
            if (last != null && usedCpu(record, last, one)) {
                runs.add(record);
            }
            // Dumps write odd names in their own way: only two of them can be compared.
            if (last != null && !last.name.equals(one.name)) {
                names.add(runs, index, one.ticks, one.name);
            }
        }
    }

    /** Of the threads in dumps, those that the chunk names itself. */
    private Map<Long, Integer> indexes(ThreadRows threads) {
        Set<Long> told = said.stream().map(Said::javaId).collect(Collectors.toSet());
        Map<Long, Integer> indexes = new HashMap<>();
        for (int row = 0; row < threads.size() && !told.isEmpty(); row++) {
            if (!threads.isVirtual(row)) {
                long id = threads.thread(row).javaId();
                if (id > 0 && told.contains(id)) {
                    indexes.put(id, row);
                }
            }
        }
        return indexes;
    }

    /**
     * What the last dump of a chunk says of a thread that has done nothing since it was last heard
     * of holds from then on: it is known before the silence begins, and not when it ends.
     */
    private boolean isSilentBefore(JfrRecord record, long lastHeard) {
        long since = Math.max(lastHeard, header.startTicks());
        if (since >= record.end) {
            return false;
        }
        record.start = since;
        record.slots[JfrMapping.LOAD_PERIOD] = JfrMapping.SINCE;
        return true;
    }

    /** What a thread did between two dumps, by the CPU time that each has of it. */
    private boolean usedCpu(JfrRecord record, Said last, Said now) {
        double used = now.cpu - last.cpu;
        double seconds = (double) (now.ticks - last.ticks) / header.ticksPerSecond();
        if (last.cpu < 0 || used < 0 || seconds <= 0) {
            return false;
        }
        record.start = last.ticks;
        record.stack = JfrRecord.NONE;
        record.slots[JfrMapping.LOAD_PERIOD] = 0;
        loads.fill(record, used / seconds);
        return true;
    }

    private static JfrThread thread(Said one) {
        return new JfrThread(-1, one.javaId, one.osId, one.name, one.name, false);
    }

    private void fill(JfrRecord record, Said one, int thread) {
        record.row = JfrMapping.THREAD_DUMP.ordinal();
        record.start = one.ticks;
        record.end = one.ticks;
        record.thread = thread;
        record.stack = one.stack;
        record.slots[JfrMapping.LOAD_OF_CPU] = 0;
        record.slots[JfrMapping.LOAD_PERIOD] = 0;
        record.slots[JfrMapping.DUMP_STATE] = symbols.id(one.state);
    }
}
