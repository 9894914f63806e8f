package dev.jfrtrace.bridge.record;

import dev.jfrtrace.bridge.agent.BootJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that is started under recording. It has this process's standard streams, and gets from
 * us but some flags for its JVM.
 */
public final class Launch extends Session {
    private final Process process;

    private Launch(Workplace workplace, List<String> command, RecordOptions options)
            throws IOException {
        super(workplace);
        RecordSettings.write(
                RecordSettings.of(options.preset(), options.levels()), workplace.settings());
        Files.createDirectories(workplace.repository());
        List<String> line = new ArrayList<>(command);
        line.addAll(1, flags(options));
        this.process = new ProcessBuilder(line).inheritIO().start();
    }

    /**
     * Starts a program.
     *
     * @param command {@code java} first, then what it is to be given
     */
    public static Launch of(List<String> command, RecordOptions options, Workplace workplace)
            throws IOException {
        return new Launch(workplace, command, options);
    }

    /** Whether a command starts Java, so that flags for the JVM can be added. */
    public static boolean isJava(String program) {
        return Path.of(program).getFileName().toString().matches("java(w)?(\\.exe)?");
    }

    private List<String> flags(RecordOptions options) throws IOException {
        List<String> flags = new ArrayList<>();
        flags.add(
                String.join(
                        ",",
                        "-XX:StartFlightRecording=name=" + name,
                        "settings=" + workplace.settings(),
                        "filename=" + workplace.recording(),
                        "dumponexit=true",
                        "maxsize=" + RecordOptions.NO_LIMIT));
        flags.add(
                "-XX:FlightRecorderOptions=repository="
                        + workplace.repository()
                        + ",maxchunksize="
                        + RecordOptions.CHUNK_SIZE);
        // What JFR says of itself goes to the program's standard output.
        flags.add("-Xlog:jfr+startup=off");
        if (options.needsAgent()) {
            // From the start: a JVM that gets it later says so, and shares no classes any more.
            BootJar.write(workplace.bootJar());
            flags.add("-Xbootclasspath/a:" + workplace.bootJar());
            flags.add("-javaagent:" + options.agent() + "=" + options.agentOptions(workplace));
        }
        return flags;
    }

    @Override
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Asks the program to end, as a signal to it would. */
    public void terminate() {
        process.destroy();
    }

    /** The exit code; the program must have ended. */
    public int exitCode() {
        return process.exitValue();
    }

    @Override
    Path repository() {
        return workplace.repository();
    }

    @Override
    void end() throws IOException {
        stopRecording();
    }
}
