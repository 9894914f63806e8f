package dev.jfrtrace.encoder.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TraceVersionTest {
    @Test
    void thereAreFour() {
        assertThat(Stream.of(TraceVersion.values()).map(TraceVersion::toString))
                .containsExactly("1.22", "1.23", "1.25", "1.26");
    }

    @Test
    void theHeaderIsSixteenBytes() {
        for (TraceVersion version : TraceVersion.values()) {
            assertThat(new String(version.header(), StandardCharsets.US_ASCII))
                    .hasSize(TraceVersion.HEADER_LENGTH)
                    .isEqualTo("go " + version + " trace\0\0\0");
        }
    }

    @Test
    void areFoundByName() {
        for (TraceVersion version : TraceVersion.values()) {
            assertThat(TraceVersion.named(version.toString())).isSameAs(version);
        }
        assertThat(Stream.of("1.24", "1.27", "1.21", "22", "").map(TraceVersion::named))
                .containsOnlyNulls();
    }

    @Test
    void bringClocksAndEndMarks() {
        assertThat(Stream.of(TraceVersion.values()).filter(TraceVersion::hasClockSnapshot))
                .containsExactly(TraceVersion.GO_1_25, TraceVersion.GO_1_26);
        assertThat(Stream.of(TraceVersion.values()).filter(TraceVersion::hasEndOfGeneration))
                .containsExactly(TraceVersion.GO_1_26);
    }

    @Test
    void knowMoreAndMoreEvents() {
        assertThat(Stream.of(TraceVersion.values()).map(TraceVersionTest::known))
                .containsExactly(44L, 49L, 51L, 52L + 9);
        assertThat(TraceVersion.GO_1_22.knows(EventType.USER_LOG)).isTrue();
        assertThat(TraceVersion.GO_1_22.knows(EventType.GO_SWITCH)).isFalse();
        assertThat(TraceVersion.GO_1_23.knows(EventType.SYNC)).isFalse();
        assertThat(TraceVersion.GO_1_25.knows(EventType.END_OF_GENERATION)).isFalse();
    }

    private static long known(TraceVersion version) {
        return Stream.of(EventType.values()).filter(version::knows).count();
    }
}
