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

    /** Chunks that are so many times shorter than others do not tell. */
    private static final int SHORT = 10;

    /** Rates that differ by less are one, as far as such clocks go. */
    private static final double ALIKE = 0.05;

    /** How long a chunk is by both, in nanoseconds. */
    private record Length(long byTicks, long byWall) {
        double rate() {
            return (double) byTicks / byWall;
        }
    }

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
        List<Length> lengths = new ArrayList<>();
        for (int i = 1; i < whole.size(); i++) {
            ChunkHeader one = whole.get(i - 1).chunk().header();
            ChunkHeader next = whole.get(i).chunk().header();
            if (one.isFollowedBy(next)) {
                long byTicks = one.nanos(next.startTicks() - one.startTicks());
                lengths.add(new Length(byTicks, one.durationNanos()));
            }
        }
        Length all = sum(lengths);
        if (all.byWall > LEAST) {
            return isOff(all.rate()) ? usual(lengths) : 1;
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

    /**
     * What most chunks say: a machine that sleeps, or a clock that is set, makes one chunk differ,
     * and not all. Where as many say that the ticks are right, they are.
     */
    private static double usual(List<Length> lengths) {
        long longest = lengths.stream().mapToLong(Length::byTicks).max().orElse(0);
        List<Length> telling =
                lengths.stream()
                        .filter(length -> length.byTicks >= longest / SHORT)
                        .sorted(Comparator.comparingDouble(Length::rate))
                        .toList();
        double lower = telling.get((telling.size() - 1) / 2).rate();
        double upper = telling.get(telling.size() / 2).rate();
        double middle = Math.abs(lower - 1) < Math.abs(upper - 1) ? lower : upper;
        Length alike =
                sum(
                        telling.stream()
                                .filter(length -> Math.abs(length.rate() / middle - 1) < ALIKE)
                                .toList());
        return isOff(middle) ? rate(alike.byTicks, alike.byWall) : 1;
    }

    private static Length sum(List<Length> lengths) {
        return new Length(
                lengths.stream().mapToLong(Length::byTicks).sum(),
                lengths.stream().mapToLong(Length::byWall).sum());
    }
}
