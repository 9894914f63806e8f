package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.ChunkHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the ticks of a JVM's chunks go with the wall clock. HotSpot counts the processor's ticks, and
 * takes how many there are in a second from the processor's name, where it can: virtual machines
 * and laptops give it names that are a quarter off. Headers have the wall clock's word as well.
 */
final class TickRate {
    /** Ends of events may lie so far behind the end of their chunk. */
    private static final long SECOND = 1_000_000_000;

    /** Chunks that are shorter together do not tell: some wall clocks have but milliseconds. */
    private static final long LEAST = 500_000_000;

    private static final double TOLERANCE = 0.01;

    private TickRate() {}

    /**
     * Nanoseconds by the ticks for one by the wall clock; 1 where both agree, as far as can be
     * known: how far the ticks had come by the end of the last chunk only its events tell.
     *
     * @param chunks of one recorder
     */
    static double of(List<CollectedChunk> chunks) {
        List<CollectedChunk> whole =
                chunks.stream()
                        .filter(c -> c.chunk().isWhole() && c.chunk().header().durationNanos() > 0)
                        .sorted(Comparator.comparingLong(c -> c.chunk().header().startTicks()))
                        .toList();
        long byTicks = 0;
        long byWall = 0;
        List<Double> rates = new ArrayList<>();
        for (int i = 1; i < whole.size(); i++) {
            ChunkHeader one = whole.get(i - 1).chunk().header();
            ChunkHeader next = whole.get(i).chunk().header();
            if (one.isFollowedBy(next)) {
                long ticks = one.nanos(next.startTicks() - one.startTicks());
                byTicks += ticks;
                byWall += one.durationNanos();
                rates.add((double) ticks / one.durationNanos());
            }
        }
        if (byWall > LEAST) {
            // A machine that sleeps, or a clock that is set, makes one chunk differ, not all.
            boolean isOnce = rates.size() > 2 && !isOff(median(rates));
            return isOnce ? 1 : rate(byTicks, byWall);
        }
        return whole.stream().mapToDouble(TickRate::ofEvents).max().orElse(1);
    }

    private static double ofEvents(CollectedChunk chunk) {
        ChunkHeader header = chunk.chunk().header();
        long byTicks = ChunkClock.nanosBetween(header, header.startTicks(), chunk.lastTicks());
        long byWall = header.durationNanos();
        return byWall > SECOND && byTicks > byWall + SECOND ? rate(byTicks, byWall) : 1;
    }

    private static double rate(long byTicks, long byWall) {
        double rate = (double) byTicks / byWall;
        return isOff(rate) && ChunkHeader.mayBe(rate) ? rate : 1;
    }

    private static boolean isOff(double rate) {
        return Math.abs(rate - 1) > TOLERANCE;
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().skip(rates.size() / 2).findFirst().orElseThrow();
    }
}
