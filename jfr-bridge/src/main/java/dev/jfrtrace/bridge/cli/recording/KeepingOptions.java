package dev.jfrtrace.bridge.cli.recording;

import dev.jfrtrace.bridge.cli.convert.Claims;
import dev.jfrtrace.bridge.cli.convert.Conversions;
import dev.jfrtrace.bridge.cli.convert.Destination;
import dev.jfrtrace.bridge.cli.convert.OutputOptions;
import dev.jfrtrace.bridge.cli.report.Outcome;
import dev.jfrtrace.bridge.cli.report.Report;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say where the trace of another JVM goes, and its recording. */
public final class KeepingOptions {
    /** How the report calls a file that is gone when it is read. */
    private static final Path RECORDING = Path.of("(recording)");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The trace.")
    private Path output;

    @Option(
            names = "--jfr",
            paramLabel = "FILE",
            description = "Also keep the recording, in this file.")
    private Path copy;

    public KeepingOptions() {}

    /** Before anything is started or attached to. */
    public void check() throws IOException {
        if (output == null) {
            throw new UsageException("-o OUT.trace is missing: it says where to write the trace");
        }
        for (Path file : Stream.of(output, copy).filter(f -> f != null).toList()) {
            Path folder = file.toAbsolutePath().getParent();
            if (file.equals(Shell.STREAM)) {
                // It may be the program's.
                throw new UsageException("-: only to a file, and not to standard output");
            }
            if (Files.isDirectory(file)) {
                throw new UsageException(file + " is a folder");
            }
            if (folder == null || !Files.isWritable(folder)) {
                throw new FileSystemException(
                        file.toString(),
                        null,
                        "there is no folder " + folder + " to write it into");
            }
        }
        if (copy != null && Claims.isSame(output, copy) && !OutputOptions.isDevice(copy)) {
            throw new UsageException(copy + " would be both the recording and the trace");
        }
    }

    public Path output() {
        return output;
    }

    /** Copies what was recorded where it was asked for; returns whether there is a copy. */
    public boolean copy(Path recorded) throws IOException {
        if (copy == null) {
            return false;
        }
        try {
            if (OutputOptions.isDevice(copy)) {
                copyToDevice(recorded);
                // What went there may be nowhere else.
                return false;
            }
            Files.copy(recorded, copy, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (FileSystemException e) {
            // Where the disk is full it names the file that is read.
            throw e.getReason() == null
                    ? e
                    : new FileSystemException(copy.toString(), null, e.getReason());
        }
    }

    private void copyToDevice(Path recorded) throws IOException {
        try (OutputStream device = Files.newOutputStream(copy)) {
            Files.copy(recorded, device);
        }
    }

    /** Translates what was recorded; returns whether that went well. */
    public boolean convert(
            Path recorded,
            ConvertOptions.Builder options,
            boolean isCopied,
            Report report,
            boolean hasProgress,
            Shell shell) {
        Destination destination = destination();
        return new Conversions(shell, options, hasProgress, false)
                .run(List.of(recorded), in -> destination, named(report, isCopied));
    }

    /** As for what is converted: a device is written to, and never replaced. */
    private Destination destination() {
        return OutputOptions.isDevice(output)
                ? Destination.stream(output.toString(), () -> Files.newOutputStream(output))
                : Destination.files(output, new Claims(List.of(output)));
    }

    private Report named(Report report, boolean isCopied) {
        Path name = isCopied ? copy : RECORDING;
        return new Report() {
            @Override
            public void add(Outcome outcome) {
                report.add(outcome.named(name));
            }

            @Override
            public void finish() {
                report.finish();
            }
        };
    }
}
