package dev.jfrtrace.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "999, 999 bytes",
        "1000, 1.0 KB",
        "12345678, 12.3 MB",
        "5000000000, 5.0 GB",
        "7000000000000000, 7000.0 TB"
    })
    void sizes(long bytes, String text) {
        assertThat(Text.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "12345678, 12 ms",
        "1234567890, 1.23 s",
        "12345678901, 12.3 s",
        "60000000000, 1 min 0 s",
        "3599000000000, 59 min 59 s",
        "3660000000000, 1 h 1 min"
    })
    void durations(long nanos, String text) {
        assertThat(Text.duration(nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 threads", "1, 1 thread", "1234, '1,234 threads'"})
    void counts(long n, String text) {
        assertThat(Text.count(n, "thread")).isEqualTo(text);
    }
}
