package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "1ms, PT0.001S",
        "500ms, PT0.5S",
        "1.5s, PT1.5S",
        "0.001s, PT0.001S",
        "90s, PT1M30S",
        "2m, PT2M",
        "1.5m, PT1M30S",
        "0.25h, PT15M",
        "9999h, PT9999H",
        "1.000000001s, PT1.000000001S",
    })
    void aNumberHasAUnit(String text, Duration length) {
        assertThat(Durations.parse(text)).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "s",
                "1 s",
                "-1s",
                "+1s",
                "1S",
                "1us",
                "1min",
                "1d",
                "1.s",
                ".5s",
                "1,5s",
                "0s",
                "0.5ms",
                "10000h",
                "99999999999s",
                "1e3s",
                "PT1S"
            })
    void nothingElseIsALength(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'%s' is not a length of time: expected 1ms to 9999h (500ms, 1.5s, 2m)",
                        text);
    }

    @Test
    void whereAUnitIsKnownItMayBeLeftOut() {
        assertThat(Durations.find("2.5", "s")).hasValue(Duration.ofMillis(2_500));
        assertThat(Durations.find("0", "s")).hasValue(Duration.ZERO);
        assertThat(Durations.find("2m", "s")).hasValue(Duration.ofMinutes(2));
        assertThat(Durations.find("2x", "s")).isEmpty();
    }
}
