package dev.jfrtrace.bridge.cli.convert;

import dev.jfrtrace.bridge.cli.terminal.UsageException;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.Reader;
import picocli.CommandLine.Option;

/** The options that say how recordings are read. */
public final class ReadingOptions {
    @Option(
            names = "--strict",
            description =
                    "Exit with 1 if a recording is damaged or unfinished. What can be read of it is"
                            + " converted anyway.")
    private boolean strict;

    @Option(
            names = "--reader",
            paramLabel = "WHOSE",
            description =
                    "own (the default), or jdk: the JDK's reader, which is slower and skips damaged"
                            + " chunks; for comparison.")
    private Reader reader;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "Number of worker threads; by default one per processor, but at most 4, and at"
                            + " most one per 64 MB of heap. The"
                            + " trace is the same for any number.")
    private Integer jobs;

    public ReadingOptions() {}

    public boolean isStrict() {
        return strict;
    }

    public void applyTo(ConvertOptions.Builder options) {
        if (reader != null) {
            options.reader(reader);
        }
        if (jobs != null) {
            if (jobs < 1) {
                throw new UsageException("--jobs must be 1 or more, but is " + jobs);
            }
            options.jobs(jobs);
        }
    }
}
