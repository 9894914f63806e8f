package dev.jfrtrace.encoder.read.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.judge.TextTraces;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceReader;
import dev.jfrtrace.encoder.read.summary.MutatorUtilization.Flag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the trace claims; that the values are Go's is tested in SummaryAgreementTest. */
class MutatorUtilizationTest {
    /** A proc, and how many there are said to be. */
    private static byte[] trace(String procs) throws IOException {
        return trace(procs, "");
    }

    private static byte[] trace(String procs, String more) throws IOException {
        String events = "ProcStatus dt=1 p=0 pstatus=1\nGoStatus dt=1 g=1 m=1 gstatus=2\n";
        String change = "ProcsChange dt=1 procs_value=" + procs + " stack=0\n";
        String tables = "Frequency freq=1000000000\n";
        return TextTraces.bytes(
                "Trace Go1.22\n"
                        + batch("m=18446744073709551615", tables)
                        + batch("m=1", events + change + change + more));
    }

    private static String batch(String thread, String body) throws IOException {
        int size = TextTraces.bytes("Trace Go1.22\n" + body).length - 16;
        return "EventBatch gen=1 " + thread + " time=10 size=" + size + "\n" + body;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1048576, 1",
        "1048577, NaN",
        "1099511627776, NaN",
        "9223372036854775808, NaN",
        "18446744073709551615, NaN"
    })
    void moreProcsThanAnythingHasAreNotBelieved(String procs, Double utilization)
            throws IOException {
        Summarizer summarizer = new Summarizer();
        TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace(procs)));
        for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
            summarizer.add(e);
        }
        assertThat(summarizer.finish().utilization().minimum(1)).isEqualTo(utilization);
    }

    /** However often a trace says another number, that is no more work than to read it. */
    @Test
    void procsThatComeAndGoCostNothing() throws IOException {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            events.append("ProcsChange dt=1 procs_value=1048576 stack=0\n");
            events.append("ProcsChange dt=1 procs_value=0 stack=0\n");
        }
        byte[] bytes = trace("1", events.toString());
        for (Flag flag : List.of(Flag.STW, Flag.PER_PROC)) {
            MutatorUtilization utilization = new MutatorUtilization(Set.of(flag));
            TraceReader reader = TraceReader.of(new ByteArrayInputStream(bytes));
            for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
                utilization.add(e);
            }
            assertThat(Double.isNaN(utilization.minimum(1))).isEqualTo(flag == Flag.PER_PROC);
        }
    }
}
