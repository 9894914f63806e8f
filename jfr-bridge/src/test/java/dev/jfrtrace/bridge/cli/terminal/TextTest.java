package dev.jfrtrace.bridge.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "999, 999 bytes",
        "1000, 1.0 KB",
        "999940, 999.9 KB",
        "999950, 1.0 MB",
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
        "999400000, 999 ms",
        "999500000, 1.00 s",
        "9994000000, 9.99 s",
        "9995000000, 10.0 s",
        "59960000000, 1 min 0 s",
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
    @CsvSource({
        "0, 0",
        "7, 7 ns",
        "999, 999 ns",
        "1234, 1.23 us",
        "99960, 100 us",
        "999400, 999 us",
        "999700, 1.00 ms",
        "12345678, 12.3 ms",
        "999999999, 1.00 s",
        "999900000000, 1000 s",
        "1234567000000, 1235 s"
    })
    void spans(long nanos, String text) {
        assertThat(Text.span(nanos)).isEqualTo(text);
    }

    @Test
    void whatMovesTheCursorOrTurnsALineRoundIsABlank() {
        assertThat(Text.printable("a\nb\u202Ec\u2028d\u001Be")).isEqualTo("a b c d e");
        assertThat(Text.printable("\u0645\u0631 \uD83D\uDE00"))
                .isEqualTo("\u0645\u0631 \uD83D\uDE00");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(Text.cut("a".repeat(70))).hasSize(70);
        assertThat(Text.cut("a".repeat(71))).isEqualTo("a".repeat(67) + "...");
        assertThat(Text.cut("a".repeat(66) + "\uD83D\uDE00".repeat(9)))
                .isEqualTo("a".repeat(66) + "...");
    }

    /** Of a name the end tells most. */
    @Test
    void aLongNameIsCutInItsPackages() {
        assertThat(Text.name("com.app.Cache.get (Cache.java:7)"))
                .isEqualTo("com.app.Cache.get (Cache.java:7)");
        assertThat(
                        Text.name(
                                "com.naumen_contest.finder.Strategy.NeighborsCountingStrategy._addOneScore"))
                .isEqualTo("c.n.finder.Strategy.NeighborsCountingStrategy._addOneScore");
        assertThat(Text.name("org.app." + "C".repeat(50) + ".get" + "X".repeat(20) + " (C.java:7)"))
                .isEqualTo("..." + "C".repeat(43) + ".get" + "X".repeat(20) + " (C.java:7)");
        assertThat(Text.name("o.a.b." + "C".repeat(59) + ".goesOn"))
                .isEqualTo("..." + "C".repeat(59) + ".goesOn");
        assertThat(Text.name("/root/" + "a".repeat(70) + "/app.jar"))
                .isEqualTo("..." + "a".repeat(59) + "/app.jar");
        assertThat(Text.name("\uD83D\uDE00".repeat(40)))
                .isEqualTo("..." + "\uD83D\uDE00".repeat(33));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 threads", "1, 1 thread", "1234, '1,234 threads'"})
    void counts(long n, String text) {
        assertThat(Text.count(n, "thread")).isEqualTo(text);
    }
}
