package dev.jfrtrace.samples;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.JfrToTrace;
import dev.jfrtrace.samples.workload.EmbeddedWorkload;
import dev.jfrtrace.samples.workload.Recorder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Traces a small server while it runs, and says how to look at the trace: {@code Demo [DIRECTORY]}.
 * Beside it JFR records the same, and the recording is converted. Exit code 0, or 1 when something
 * failed.
 */
public final class Demo {
    private static final Duration DURATION = Duration.ofSeconds(5);
    private static final Path DEFAULT_DIRECTORY = Path.of("target", "demo");

    private final Path trace;
    private final Path recording;
    private final Path converted;
    private final PrintStream out;

    /**
     * What it made.
     *
     * @param live how the trace ended
     * @param conversion what became of the recording
     */
    record Result(TraceOutcome live, ConversionReport conversion) {}

    /**
     * @param directory where the files go; made when it is not there
     */
    Demo(Path directory, PrintStream out) {
        // Absolute, so that what is printed can be pasted anywhere.
        Path absolute = directory.toAbsolutePath().normalize();
        this.trace = absolute.resolve("orders.trace");
        this.recording = absolute.resolve("orders.jfr");
        this.converted = absolute.resolve("orders-converted.trace");
        this.out = out;
    }

    public static void main(String[] args) {
        Path directory = args.length == 0 ? DEFAULT_DIRECTORY : Path.of(args[0]);
        try {
            new Demo(directory, System.out).run(DURATION);
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    /** Does all of it. */
    Result run(Duration duration) throws IOException, InterruptedException {
        TraceOutcome live = trace(duration);
        out.print(Findings.text(live));
        ConversionReport report =
                JfrToTrace.convert(recording, converted, ConvertOptions.defaults());
        out.printf("%nJFR recorded the same beside it, and counted:%n");
        out.print(Findings.text(report));
        out.printf("The recording, and what became of it:%n  %s%n  %s%n", recording, converted);
        printHowToOpen();
        return new Result(live, report);
    }

    Path trace() {
        return trace;
    }

    Path recording() {
        return recording;
    }

    private TraceOutcome trace(Duration duration) throws IOException, InterruptedException {
        out.printf("Tracing a small order-processing server for %d s ...%n", duration.toSeconds());
        Files.createDirectories(trace.getParent());
        EmbeddedWorkload workload = new EmbeddedWorkload();
        // All there is to see: this is a demo. In production take another preset.
        Trace running = Trace.start(trace, TraceOptions.builder(Preset.FULL).build());
        try (running) {
            Recorder.record(recording, duration, workload);
        }
        out.printf("It packed %d orders.%n", workload.result().packed());
        return running.outcome();
    }

    private void printHowToOpen() {
        out.printf("%nSum the trace up, in a page of text:%n");
        out.printf("  java -jar jfr-bridge/target/jfrtrace.jar summary %s%n", trace);
        out.printf("Open it in a browser, with Go 1.22 or later:%n");
        out.printf("  go tool trace %s%n", trace);
        out.printf("or in gotraceui:%n");
        out.printf("  gotraceui %s%n", trace);
    }
}
