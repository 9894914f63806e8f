package dev.jfrtrace.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportSplitTest {

    @Test
    void numbersOfAllTracesAreAdded() {
        String json =
                "{\"readNanos\": 2000000, \"translateNanos\":3500000,"
                        + " \"traces\": [{\"traceEvents\": 10}, {\"traceEvents\": 5}]}";
        assertThat(ReportSplit.of(json)).isEqualTo(new ReportSplit(2, 3.5, 15));
    }

    @Test
    void whatIsNotToldIsUnknown() {
        assertThat(ReportSplit.of("Warning: none")).isEqualTo(new ReportSplit(-1, -1, -1));
    }
}
