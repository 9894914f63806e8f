package dev.jfrtrace.bridge.cli.convert;

import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say where traces go. */
public final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description =
                    "The trace, of a single recording; '-' for standard output. If it holds several"
                            + " JVMs, the others go to OUT-2, OUT-3, ... Without -o and -d, app.jfr gives app.trace"
                            + " in the same folder.")
    private Path file;

    @Option(
            names = {"-d", "--directory"},
            paramLabel = "DIR",
            description =
                    "A folder for the traces of any number of recordings, created if missing:"
                            + " app.jfr gives DIR/app.trace.")
    private Path directory;

    public OutputOptions() {}

    /** Makes the folder that {@code -d} names. */
    public Destinations destinations(List<Path> inputs, Shell shell) throws IOException {
        check(inputs, shell);
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Claims claims = new Claims(inputs);
        if (file == null) {
            return Destinations.named(inputs, directory, claims);
        }
        if (file.equals(Shell.STREAM)) {
            return in -> Destination.stream("standard output", shell::out);
        }
        if (isDevice(file)) {
            return in -> Destination.stream(file.toString(), () -> Files.newOutputStream(file));
        }
        return in -> Destination.files(claims.claim(file), claims);
    }

    private void check(List<Path> inputs, Shell shell) {
        if (file == null) {
            if (inputs.stream().anyMatch(RecordingInput::isStandardInput)) {
                throw new UsageException("standard input has no name to call the trace by: use -o");
            }
            return;
        }
        if (directory != null) {
            throw new UsageException("-o and -d exclude each other");
        }
        if (inputs.size() > 1) {
            throw new UsageException(
                    "-o takes one recording, but there are " + inputs.size() + ": use -d");
        }
        if (file.equals(Shell.STREAM) && shell.outIsTerminal()) {
            throw new UsageException(
                    "a trace is not text for a terminal: send standard output elsewhere");
        }
        if (Files.isDirectory(file)) {
            throw new UsageException(file + " is a folder: use -d");
        }
        if (!RecordingInput.isStandardInput(inputs.get(0)) && Claims.isSame(file, inputs.get(0))) {
            throw new UsageException(file + " is the recording itself, and would be lost");
        }
    }

    /** A pipe, {@code /dev/null} and the like: written to, never replaced. */
    public static boolean isDevice(Path file) {
        boolean isDescriptor = file.toString().matches("/dev/(fd/\\d+|std(out|err))");
        return isDescriptor || (Files.exists(file) && !Files.isRegularFile(file));
    }
}
