package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.bridge.agent.AgentLevel;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.record.RecordOptions;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say what is recorded of another JVM, and where the trace goes. */
final class RecordingOptions {
    /** How the report calls a file that is gone when it is read. */
    private static final Path RECORDING = Path.of("(recording)");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The trace.")
    private Path output;

    @Option(names = "--jfr", paramLabel = "FILE", description = "Keep the recording, too.")
    private Path copy;

    @Option(
            names = "--duration",
            paramLabel = "LENGTH",
            description = "Record so long (30s, 500ms); else until the program ends, or Ctrl-C.")
    private Duration duration;

    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            description =
                    "light (waits from 20 ms), balanced (from 5 ms, the default) or full (all).")
    private Preset preset;

    @Option(
            names = "--wake",
            description = "Record who wakes whom: locks, queues, pools, futures, interrupts.")
    private boolean wake;

    @Option(
            names = "--vthreads",
            description = "Record when virtual threads run, and what they wait for (JDK 21, 25).")
    private boolean vthreads;

    @Option(
            names = "--live",
            description =
                    "Have OUT grow while it is recorded, to look into; when that has ended it is"
                            + " replaced by one in which long waits are exact.")
    private boolean live;

    RecordingOptions() {}

    /** Before anything is started or attached to. */
    void check() throws IOException {
        if (output == null) {
            throw new UsageException("there must be -o OUT.trace");
        }
        for (Path file : Stream.of(output, copy).filter(f -> f != null).toList()) {
            Path folder = file.toAbsolutePath().getParent();
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
    }

    /** The trace that is to grow; {@code null} if none is. */
    Path growing() {
        return live ? output : null;
    }

    Duration duration() {
        return duration;
    }

    RecordOptions options() {
        Set<AgentLevel> levels = EnumSet.noneOf(AgentLevel.class);
        if (wake) {
            levels.add(AgentLevel.WAKE);
        }
        if (vthreads) {
            levels.add(AgentLevel.VTHREADS);
        }
        Path agent = levels.isEmpty() ? null : ownJar();
        return new RecordOptions(preset == null ? Preset.BALANCED : preset, levels, agent);
    }

    /** The jar that this process was started from, which is the agent's as well. */
    private static Path ownJar() {
        Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        if (!jar.toString().endsWith(".jar") || !Files.isRegularFile(jar)) {
            throw new UsageException(
                    "--wake and --vthreads need jfrtrace.jar: java -jar jfrtrace.jar record ...");
        }
        return jar;
    }

    /** Copies what was recorded where it was asked for; returns whether there is a copy. */
    boolean copy(Path recorded) throws IOException {
        if (copy == null) {
            return false;
        }
        try {
            Files.copy(recorded, copy, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (FileSystemException e) {
            // Where the disk is full it names the file that is read.
            throw e.getReason() == null
                    ? e
                    : new FileSystemException(copy.toString(), null, e.getReason());
        }
    }

    /** Translates what was recorded; returns whether that went well. */
    boolean convert(
            Path recorded, boolean isCopied, Report report, boolean hasProgress, Shell shell)
            throws IOException {
        Destination destination = Destination.files(output, new Claims(List.of(output)));
        return new Conversions(shell, ConvertOptions.builder(), hasProgress, false)
                .run(List.of(recorded), in -> destination, named(report, isCopied));
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
