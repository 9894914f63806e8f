package dev.jfrtrace.encoder.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.judge.Reading;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said to each seed; that Go has the same verdict is tested with the other traces. */
class FuzzSeedsTest {
    static Iterable<FuzzSeeds.Seed> seeds() {
        return FuzzSeeds.all();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isReadOrRefusedForItsReason(FuzzSeeds.Seed seed) throws IOException {
        TraceFormatException fault = Reading.of(seed.bytes()).fault();

        if (seed.words() == null) {
            assertThat(fault).isNull();
        } else {
            assertThat(fault).isNotNull().hasMessageContaining(seed.words());
            assertThat(fault.offset()).isBetween(0L, (long) seed.bytes().length);
        }
    }
}
