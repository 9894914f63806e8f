package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.ChunkHeader;

/**
 * Tells a chunk's ticks as those of its JVM. They are the same, unless another recorder wrote the
 * chunk, whose counter is its own: then the wall clock, which both put into their headers, is what
 * they have in common.
 */
final class ChunkClock {
    /** 68 years; as many nanoseconds fit, and as many ticks of any clock. */
    private static final long MAX_SECONDS_APART = 1L << 31;

    private final ChunkHeader own;
    private final ChunkHeader jvm;
    private final double ownRate;
    private final double jvmRate;

    private ChunkClock(ChunkHeader own, double ownRate, ChunkHeader jvm, double jvmRate) {
        this.own = own;
        this.jvm = jvm;
        this.ownRate = ownRate;
        this.jvmRate = jvmRate;
    }

    /** Of a chunk with the JVM's own counter. */
    static ChunkClock same(ChunkHeader jvm) {
        return new ChunkClock(jvm, 1, jvm, 1);
    }

    /** Of a chunk with another one; each with its {@link TickRate}. */
    static ChunkClock of(ChunkHeader own, double ownRate, ChunkHeader jvm, double jvmRate) {
        return new ChunkClock(own, ownRate, jvm, jvmRate);
    }

    /** Whether the chunk's ticks are the JVM's. */
    boolean isSame() {
        return own == jvm;
    }

    /** Ticks of the chunk as the JVM's. */
    long ticks(long ticks) {
        if (isSame()) {
            return ticks;
        }
        long wall = own.startNanos() + divided(nanosBetween(own, own.startTicks(), ticks));
        return jvm.startTicks() + ticksOf(wall - jvm.startNanos());
    }

    private long divided(long nanos) {
        return ownRate == 1 ? nanos : (long) (nanos / ownRate);
    }

    private long ticksOf(long nanos) {
        return (long) (nanos * (jvm.ticksPerSecond() / 1e9 * jvmRate));
    }

    /**
     * Length of a time in nanoseconds; of damaged ticks, which may be anything, a very long one.
     */
    static long nanosBetween(ChunkHeader clock, long from, long to) {
        long perSecond = clock.ticksPerSecond();
        long far = Math.min(perSecond, MAX_SECONDS_APART) * MAX_SECONDS_APART;
        long apart = to - from;
        boolean overflows = ((to ^ from) & (to ^ apart)) < 0;
        if (overflows) {
            apart = to < 0 ? -far : far;
        }
        return clock.nanos(Math.max(-far, Math.min(apart, far)));
    }
}
