package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.LostBytes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was kept of one chunk. Purely data.
 *
 * @param chunk where it came from
 * @param identity names its JVM (process id and start time); {@code null} when the chunk does not
 *     say
 * @param isOnLinux whether its JVM says that it runs on Linux
 * @param threads its threads, by the numbers that its records have for them
 * @param folded Java's ids of threads that are not to be shown
 * @param symbols its texts, by the numbers that its records have for them
 * @param stacks its stacks, by the places that its records have for them
 * @param runs its records, sorted in pieces
 * @param lastTicks when the last event ended
 * @param standstill when its JVM stood still longest; {@code null} where that is not known
 * @param read events read, by type name
 * @param excluded of those, events that the options left out, by type name
 * @param settings what was recorded, and from which length on
 * @param lostBytes what JFR itself reports lost, as far as this chunk tells
 */
record CollectedChunk(
        Chunk chunk,
        String identity,
        boolean isOnLinux,
        ThreadRows threads,
        IdSet folded,
        Symbols symbols,
        ChunkStacks stacks,
        List<Run> runs,
        long lastTicks,
        Heartbeat.Pause standstill,
        Map<String, Long> read,
        Map<String, Long> excluded,
        Settings settings,
        LostBytes lostBytes) {
    /** How many events were read of it. */
    long events() {
        return read.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether ends of virtual threads were recorded, by JFR or by the agent. */
    boolean tellsEndsOfVirtualThreads() {
        return Stream.of(JfrMapping.VIRTUAL_THREAD_END, JfrMapping.VIRTUAL_THREAD_RUN)
                .map(JfrMapping::event)
                .anyMatch(type -> settings.isOn(type) || read.getOrDefault(type, 0L) > 0);
    }

    /** The same without what has been adopted, which takes memory by the hundred thousand. */
    CollectedChunk adopted() {
        return new CollectedChunk(
                chunk,
                identity,
                isOnLinux,
                null,
                null,
                null,
                null,
                runs,
                lastTicks,
                standstill,
                read,
                excluded,
                settings,
                lostBytes);
    }
}
