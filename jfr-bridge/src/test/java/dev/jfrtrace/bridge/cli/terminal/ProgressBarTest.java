package dev.jfrtrace.bridge.cli.terminal;

import static dev.jfrtrace.bridge.convert.Progress.Phase.READING;
import static dev.jfrtrace.bridge.convert.Progress.Phase.TRANSLATING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final long MILLISECOND = 1_000_000;

    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    private long now = Long.MAX_VALUE - 5;

    private ProgressBar bar(String label) {
        PrintStream err = new PrintStream(drawn, true, StandardCharsets.UTF_8);
        return new ProgressBar(err, label, () -> now);
    }

    private String[] lines() {
        return drawn.toString(StandardCharsets.UTF_8).substring(1).split("\r", -1);
    }

    @Test
    void isDrawnAtMostTenTimesASecond() {
        ProgressBar bar = bar("");
        for (int i = 0; i < 1000; i++) {
            bar.at(READING, i, 1000);
            now += MILLISECOND;
        }

        assertThat(lines()).hasSize(10);
    }

    @Test
    void saysWhatIsDoneAndHowMuch() {
        ProgressBar bar = bar("x.jfr");
        bar.at(READING, 1, 2);
        now += 1500 * MILLISECOND;
        bar.at(TRANSLATING, 30, 30);

        assertThat(lines()[0])
                .startsWith("reading     [###############---------------]  50%     0 ms  x.jfr");
        assertThat(lines()[1])
                .startsWith("translating [##############################] 100%   1.50 s  x.jfr");
    }

    @Test
    void oddNumbersDoNotBreakIt() {
        ProgressBar bar = bar("");
        for (long[] numbers : new long[][] {{0, 0}, {5, 2}, {-1, 2}, {1, -1}}) {
            bar.at(READING, numbers[0], numbers[1]);
            now += 1000 * MILLISECOND;
        }

        assertThat(lines()).hasSize(4).allMatch(line -> line.length() <= 79);
    }

    @Test
    void longNamesLoseTheirStartAndLinesFitATerminal() {
        bar("a-very-long-name-of-a-recording.jfr").at(READING, 0, 1);

        assertThat(lines()).hasSize(1).allMatch(line -> line.length() <= 79);
        assertThat(lines()[0]).contains("...-a-recording.jfr");
    }

    @Test
    void isWipedOnceAndOnlyIfItWasDrawn() {
        ProgressBar bar = bar("");
        bar.clear();
        assertThat(drawn.size()).isZero();

        bar.at(READING, 0, 1);
        bar.clear();
        bar.clear();

        assertThat(lines()).hasSize(3).endsWith("");
        assertThat(lines()[1]).isBlank();
    }
}
