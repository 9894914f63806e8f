package dev.jfrtrace.bridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ticks become nanoseconds, exactly. */
class ChunkHeaderTest {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    private static ChunkHeader header(long startTicks, long ticksPerSecond) {
        return new ChunkHeader(2, 1, 1_000, 5_000_000_000L, 0, startTicks, ticksPerSecond);
    }

    @Test
    void nanosecondsAreTicks() {
        ChunkHeader header = header(0, 1_000_000_000);
        for (long ticks : new long[] {0, 1, -1, 1L << 53, Long.MAX_VALUE, Long.MIN_VALUE + 1}) {
            assertThat(header.nanos(ticks)).isEqualTo(ticks);
        }
    }

    @Test
    void otherClocksAreExactToTheNanosecond() {
        Random random = new Random(4711);
        for (int i = 0; i < 10_000; i++) {
            long perSecond = 1 + (random.nextLong() >>> 31) % (1L << 33);
            // Within a hundred days on either side.
            long ticks = (long) ((random.nextDouble() * 2 - 1) * 8_640_000 * perSecond);
            BigInteger exact =
                    floor(
                            BigInteger.valueOf(ticks).multiply(BILLION),
                            BigInteger.valueOf(perSecond));
            assertThat(header(0, perSecond).nanos(ticks))
                    .as("%d ticks of %d per second", ticks, perSecond)
                    .isEqualTo(exact.longValueExact());
        }
    }

    private static BigInteger floor(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    @Test
    void theClockIsAnchoredWhereItStoodAtZero() {
        assertThat(header(3_400_000_000L, 3_400_000_000L).wallNanosAtTickZero())
                .isEqualTo(4_000_000_000L);
        assertThat(header(-1_000_000, 1_000_000).wallNanosAtTickZero()).isEqualTo(6_000_000_000L);
    }
}
