package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.source.RecordingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Converts one recording after the other; one that fails does not keep the rest from it. */
final class Conversions {
    private final Shell shell;
    private final ConvertOptions.Builder options;
    private final boolean hasProgress;

    Conversions(Shell shell, ConvertOptions.Builder options, boolean hasProgress) {
        this.shell = shell;
        this.options = options;
        this.hasProgress = hasProgress;
    }

    /** Returns whether all went well. */
    boolean run(List<Path> inputs, Destinations destinations, Report report) {
        boolean allDone = true;
        try {
            for (Path in : inputs) {
                String label = inputs.size() > 1 ? in.toString() : "";
                Outcome outcome = convert(in, destinations.of(in), bar(label));
                report.add(outcome);
                allDone &= outcome.isDone();
            }
        } catch (CancellationException e) {
            // Whoever ended it, or reads no further, needs no explanation.
            shell.trace(e);
            return false;
        }
        return allDone;
    }

    private ProgressBar bar(String label) {
        return hasProgress
                ? new ProgressBar(shell.err(), label, System::nanoTime)
                : ProgressBar.none();
    }

    private Outcome convert(Path in, Destination to, ProgressBar bar) {
        options.progress(
                (phase, done, total) -> {
                    shell.interruption().check();
                    bar.at(phase, done, total);
                });
        try {
            checkInput(in);
            ConversionReport report = to.convert(in, options.build());
            return new Outcome(in, to.name(), report, null);
        } catch (CancellationException e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            return failed(in, to, e);
        } finally {
            bar.clear();
        }
    }

    private static void checkInput(Path in) throws RecordingException {
        if (Files.exists(in) && !Files.isRegularFile(in) && !Files.isDirectory(in)) {
            throw new RecordingException(
                    in, "is a pipe or a device, expected a file, since it is read more than once");
        }
    }

    private Outcome failed(Path in, Destination to, Throwable e) {
        if (e instanceof OutputException && ((OutputException) e).isBrokenPipe()) {
            throw new CancellationException(e.getMessage());
        }
        shell.trace(e);
        return new Outcome(in, to.name(), null, Failure.sentence(in, to.name(), e));
    }
}
