package dev.jfrtrace.bridge.cli.convert;

import dev.jfrtrace.bridge.cli.report.Outcome;
import dev.jfrtrace.bridge.cli.report.Report;
import dev.jfrtrace.bridge.cli.terminal.Failure;
import dev.jfrtrace.bridge.cli.terminal.OutputException;
import dev.jfrtrace.bridge.cli.terminal.ProgressBar;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Converts one recording after the other; one that fails does not keep the rest from it. */
public final class Conversions {
    private final Shell shell;
    private final ConvertOptions.Builder options;
    private final boolean hasProgress;
    private final boolean isStrict;

    /**
     * Conversions.
     *
     * @param isStrict whether a recording that is damaged counts as failed
     */
    public Conversions(
            Shell shell, ConvertOptions.Builder options, boolean hasProgress, boolean isStrict) {
        this.shell = shell;
        this.options = options;
        this.hasProgress = hasProgress;
        this.isStrict = isStrict;
    }

    /** Returns whether all went well. */
    public boolean run(List<Path> inputs, Destinations destinations, Report report) {
        boolean allDone = true;
        try {
            for (Path in : inputs) {
                String label = inputs.size() > 1 ? in.toString() : "";
                Outcome outcome = convert(in, destinations.of(in), bar(label));
                report.add(outcome);
                allDone &= outcome.isDone() && !(isStrict && outcome.isDamaged());
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
            ConversionReport report = to.convert(new RecordingInput(in, shell), options.build());
            return new Outcome(in, to.name(), report, null);
        } catch (CancellationException e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            return failed(in, to, e);
        } finally {
            bar.clear();
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
