package dev.jfrtrace.bridge.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.record.Meter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long MILLISECOND = 1_000_000;
    private static final Meter.Reading RECORDED = new Meter.Reading(2_500_000, 30_000, 0);

    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(drawn, true, StandardCharsets.UTF_8);

    private String text() {
        return drawn.toString(StandardCharsets.UTF_8);
    }

    @Test
    void onATerminalOfItsOwnTheLineIsDrawnOverItselfAndLeavesNothing() {
        ProgressLine line = ProgressLine.of(err, "recording 123");
        line.at(3_000 * MILLISECOND, RECORDED);
        assertThat(text())
                .startsWith("\rrecording 123: 3")
                .contains("MB, ", "10,000 events/s; Ctrl-C ends it")
                .doesNotContain("\n", "LOST");
        drawn.reset();
        line.clear();
        assertThat(text().strip()).isEmpty();
        assertThat(text()).endsWith("\r").doesNotContain("\n");
    }

    @Test
    void amongOtherLinesEachIsWholeAndThereAreFew() {
        ProgressLine lines = ProgressLine.among(err, "recording");
        for (int i = 0; i < 20; i++) {
            lines.at(i * 250 * MILLISECOND, RECORDED);
        }
        lines.clear();
        assertThat(text().lines())
                .hasSize(2)
                .allMatch(line -> line.matches("jfrtrace: recording: .* events/s"));
        assertThat(text()).doesNotContain("\r", "Ctrl-C");
    }

    @Test
    void whatIsLostIsTold() {
        ProgressLine.of(err, "x").at(MILLISECOND, new Meter.Reading(1, 1, 5_000));
        assertThat(text()).contains(" LOST");
    }

    @Test
    void oneThatNobodySeesSaysNothing() {
        assertThat(ProgressLine.none().isSeen()).isFalse();
    }
}
