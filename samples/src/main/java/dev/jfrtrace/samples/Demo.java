package dev.jfrtrace.samples;

import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.JfrToTrace;
import dev.jfrtrace.samples.workload.EmbeddedWorkload;
import dev.jfrtrace.samples.workload.Recorder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Records a small server, converts the recording, and says how to look at it: {@code Demo
 * [DIRECTORY]}. Exit code 0, or 1 when something failed.
 */
public final class Demo {
    private static final Duration DURATION = Duration.ofSeconds(5);
    private static final Path DEFAULT_DIRECTORY = Path.of("target", "demo");

    private final Path recording;
    private final Path trace;
    private final PrintStream out;

    /**
     * @param directory where both files go; made when it is not there
     */
    Demo(Path directory, PrintStream out) {
        // Absolute, so that what is printed can be pasted anywhere.
        Path absolute = directory.toAbsolutePath().normalize();
        this.recording = absolute.resolve("orders.jfr");
        this.trace = absolute.resolve("orders.trace");
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
    ConversionReport run(Duration duration) throws IOException, InterruptedException {
        record(duration);
        ConversionReport report = JfrToTrace.convert(recording, trace, ConvertOptions.defaults());
        out.print(Findings.text(report));
        report.traces().forEach(found -> printHowToOpen(found.path()));
        return report;
    }

    Path recording() {
        return recording;
    }

    private void record(Duration duration) throws IOException, InterruptedException {
        out.printf(
                "Recording a small order-processing server for %d s ...%n", duration.toSeconds());
        EmbeddedWorkload workload = new EmbeddedWorkload();
        Recorder.record(recording, duration, workload);
        out.printf("It packed %d orders. The recording:%n", workload.result().packed());
        out.printf("  %s%n%n", recording);
    }

    private void printHowToOpen(Path path) {
        out.printf("%nOpen it in a browser, with Go 1.22 or later:%n");
        out.printf("  go tool trace %s%n", path);
        out.printf("or in gotraceui:%n");
        out.printf("  gotraceui %s%n", path);
    }
}
