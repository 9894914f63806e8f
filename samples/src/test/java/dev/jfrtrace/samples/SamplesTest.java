package dev.jfrtrace.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.TraceReport;
import dev.jfrtrace.encoder.judge.GoJudge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, once, and what it left. */
class SamplesTest {
    private static final String HEADER = "go 1.22 trace\0\0\0";

    @TempDir static Path directory;

    private static Demo demo;
    private static TraceOutcome live;
    private static ConversionReport report;
    private static String printed;

    @BeforeAll
    static void runDemo() throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            demo = new Demo(directory.resolve("demo"), out);
            Demo.Result result = demo.run(Duration.ofSeconds(2));
            live = result.live();
            report = result.conversion();
        }
        printed = bytes.toString(StandardCharsets.UTF_8);
    }

    private static TraceReport converted() {
        return report.traces().get(0);
    }

    @Test
    void theLiveTraceIsWhole() throws IOException {
        assertThat(live.end()).isEqualTo(TraceOutcome.End.STOPPED);
        assertThat(live.isComplete()).isTrue();
        assertThat(live.jfrEvents()).isGreaterThan(1_000);
        assertThat(live.traceEvents()).isGreaterThan(live.jfrEvents());
        assertThat(Files.size(demo.trace())).isEqualTo(live.bytes());
        assertHeader(demo.trace());
    }

    @Test
    void oneTraceOfOneJvm() throws IOException {
        assertThat(report.traces()).hasSize(1);
        assertThat(Files.size(converted().path())).isEqualTo(converted().bytes());
        assertHeader(converted().path());
    }

    @Test
    void theReportIsSane() {
        TraceReport trace = converted();
        assertThat(trace.threads()).isGreaterThan(10);
        assertThat(trace.generations()).isPositive();
        assertThat(trace.durationNanos()).isGreaterThan(Duration.ofSeconds(2).toNanos());
        assertThat(trace.eventsRead()).isGreaterThan(1_000);
        assertThat(trace.traceEvents()).isGreaterThan(trace.eventsRead());
        assertThat(trace.refusalTexts()).isEmpty();
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void thePrintedTextSaysWhatIsThereAndHowToOpenIt() {
        assertThat(printed)
                .contains("go tool trace " + demo.trace())
                .contains("gotraceui " + demo.trace())
                .contains(demo.recording().toString())
                .contains(converted().path().toString())
                .contains("Nothing was lost.")
                .contains("waits for locks")
                .contains("pauses of the collector");
    }

    @Test
    void goAcceptsBoth() {
        GoJudge judge = GoJudge.require();
        judge.assertAccepted(demo.trace());
        judge.assertAccepted(converted().path());
    }

    @Test
    void aRecordingIsConvertedFromCode() throws IOException {
        Path out = directory.resolve("again.trace");
        ConvertRecording.main(new String[] {demo.recording().toString(), out.toString()});
        assertHeader(out);
    }

    private static void assertHeader(Path trace) throws IOException {
        try (InputStream in = Files.newInputStream(trace)) {
            byte[] start = in.readNBytes(HEADER.length());
            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo(HEADER);
        }
    }
}
