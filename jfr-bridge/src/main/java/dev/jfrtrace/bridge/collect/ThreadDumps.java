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
    /** What a dump says of a thread. */
    private record Said(
            long ticks,
            long javaId,
            long osId,
            String name,
            double cpu,
            double age,
            String state,
            long stack) {
        static Said of(ThreadDump.Entry entry, long ticks, long stack) {
            return new Said(
                    ticks,
                    entry.javaId(),
                    entry.osId(),
                    entry.name(),
                    entry.cpuSeconds(),
                    entry.ageSeconds(),
                    entry.state(),
                    stack);
        }
    }

    /** So many, of all dumps of a chunk, are kept; a chunk of 12 MB hardly holds more. */
    private static final int MAX_SAID = 1 << 18;

    /** Dumps tell ages in hundredths of a second, rounded. */
    private static final double AGES_ARE_EXACT_TO = 0.005;

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
                said.add(Said.of(entry, ticks, stack));
            }
        }
        String deadlocks = ThreadDump.deadlocks(text);
        return deadlocks.isEmpty() ? 0 : symbols.id(deadlocks);
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
                threads.nameBy(index, one.stack);
                noteBirth(threads, index, one);
                indexes.put(one.javaId, index);
            }
            fill(record, one, index);
            runs.add(record);
            if (heard != null
                    && one.ticks == newest
                    && isSilentBefore(record, Math.max(heard.of(index), threads.birth(index)))) {
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

    /**
     * A thread that only dumps have and that started in the chunk was not there before: the one
     * that ends a JVM, for instance, of which JFR writes no start.
     */
    private void noteBirth(ThreadRows threads, int index, Said first) {
        long age = (long) ((first.age + AGES_ARE_EXACT_TO) * header.ticksPerSecond());
        if (first.age >= 0 && first.ticks - age > header.startTicks()) {
            threads.starts(index, first.ticks - age);
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
    private boolean isSilentBefore(JfrRecord record, long known) {
        long since = Math.max(known, header.startTicks());
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
        loads.fill(record, used / seconds, record.start);
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
