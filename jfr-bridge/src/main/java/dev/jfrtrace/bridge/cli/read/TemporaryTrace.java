package dev.jfrtrace.bridge.cli.read;

import dev.jfrtrace.bridge.cli.convert.RecordingInput;
import dev.jfrtrace.bridge.cli.convert.SelectionOptions;
import dev.jfrtrace.bridge.cli.terminal.GuardedStream;
import dev.jfrtrace.bridge.cli.terminal.ProgressBar;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.encoder.format.TraceVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Option;

/** A recording where a trace is expected: a trace of it is made first, which nobody keeps. */
public final class TemporaryTrace {
    /** What is read, in the help of a verb. */
    public static final String INPUT =
            "A trace, compressed with gzip or not, or a recording (see 'jfrtrace help convert'),"
                    + " which is converted first; '-' for standard input.";

    private static final String FOLDER = System.getProperty("java.io.tmpdir");

    @Option(
            names = "--jvm",
            paramLabel = "N",
            description = "The Nth JVM of a recording that holds several.")
    private Integer jvm;

    private TraceVersion format = TraceVersion.GO_1_22;

    TemporaryTrace() {}

    /** Converts to a format that has the wall clock. */
    public void withClock() {
        format = TraceVersion.GO_1_26;
    }

    /** What was said of recordings is wrong of a trace. */
    void isOfNoUse(String trace) {
        if (jvm != null) {
            throw new UsageException("--jvm selects from a recording, which " + trace + " is not");
        }
    }

    /** Converts what a stream has; closing the result deletes the trace. */
    InputStream of(InputStream in, String name, Shell shell) throws IOException {
        return convert(new RecordingInput(Shell.STREAM, shell.reading(in)), name, shell);
    }

    /** Converts a file, or a folder of a JVM's repository. */
    InputStream of(Path recording, Shell shell) throws IOException {
        return convert(new RecordingInput(recording, shell), recording.toString(), shell);
    }

    private InputStream convert(RecordingInput in, String name, Shell shell) throws IOException {
        ConvertOptions.Builder options = ConvertOptions.builder().format(format);
        SelectionOptions.choose(jvm, options);
        FileChannel trace = nameless();
        boolean isDone = false;
        try {
            ConversionReport report = convert(in, name, options, trace, shell);
            report.warnings().forEach(w -> shell.complain("Warning: " + located(name, w)));
            trace.position(0);
            isDone = true;
            return Channels.newInputStream(trace);
        } finally {
            if (!isDone) {
                trace.close();
            }
        }
    }

    /** Some say themselves where in the recording they are of. */
    private static String located(String name, String warning) {
        return warning.startsWith(name) ? warning : name + ": " + warning;
    }

    /** A file that is gone when it is closed; most systems take its name away at once. */
    private static FileChannel nameless() throws IOException {
        Path file = Files.createTempFile("jfrtrace", ".trace");
        return FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static ConversionReport convert(
            RecordingInput in,
            String name,
            ConvertOptions.Builder options,
            FileChannel trace,
            Shell shell)
            throws IOException {
        ProgressBar bar =
                shell.errIsTerminal()
                        ? new ProgressBar(shell.err(), name, System::nanoTime)
                        : ProgressBar.none();
        options.progress(
                (phase, done, total) -> {
                    shell.interruption().check();
                    bar.at(phase, done, total);
                });
        try {
            OutputStream out = Channels.newOutputStream(trace);
            return in.convert(
                    new GuardedStream("a temporary file in " + FOLDER, out), options.build());
        } finally {
            bar.clear();
        }
    }
}
