package dev.jfrtrace.bridge.record;

import dev.jfrtrace.bridge.agent.AgentLevel;
import dev.jfrtrace.bridge.agent.BootJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that is started under recording. It has this process's standard streams, and gets from
 * us but some flags for its JVM: java itself on its command line, all else in the environment,
 * where each {@code java} that it starts finds them.
 */
public final class Launch extends Session {
    /** Read by the java command since JDK 9, which says so on standard error. */
    private static final String FLAGS = "JDK_JAVA_OPTIONS";

    private static final String RECORDER = "jdk.jfr";

    /** Without it a JVM that is given an agent does not start. */
    private static final String AGENTS = "java.instrument";

    private final Process process;
    private final boolean isJava;

    private Launch(Workplace workplace, List<String> command, RecordOptions options)
            throws IOException {
        super(workplace);
        this.isJava = JavaImage.isJava(command.get(0));
        RecordOptions possible = possible(command, options);
        RecordSettings.write(RecordSettings.of(possible), workplace.settings());
        Files.createDirectories(workplace.repository());
        List<String> flags = flags(possible);
        List<String> line = new ArrayList<>(command);
        if (isJava) {
            line.addAll(1, flags);
        }
        ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
        if (!isJava) {
            builder.environment()
                    .merge(FLAGS, quoted(flags), (theirs, ours) -> theirs + " " + ours);
        }
        this.process = builder.start();
        workplace.keep();
    }

    /**
     * Starts a program.
     *
     * @param command {@code java} and what it is to be given, or something that starts it
     */
    public static Launch of(List<String> command, RecordOptions options, Workplace workplace)
            throws IOException {
        return new Launch(workplace, command, options);
    }

    /** What the JVM can be asked for and start all the same. */
    private RecordOptions possible(List<String> command, RecordOptions options) throws IOException {
        Map<String, String> environment = System.getenv();
        Optional<JavaImage> image =
                isJava
                        ? JavaImage.of(command.get(0), environment)
                        : JavaImage.startedBy(command, environment);
        if (isJava && image.isPresent() && !image.get().has(RECORDER)) {
            throw new IOException(
                    image.get() + " has no module " + RECORDER + ": it cannot record");
        }
        if (options.needsAgent() && image.isPresent() && !image.get().has(AGENTS)) {
            say(AgentLevel.missing(options.levels(), image.get() + " has no module " + AGENTS));
            return options.withoutAgent();
        }
        return options;
    }

    private static String quoted(List<String> flags) {
        return flags.stream()
                .map(flag -> flag.indexOf(' ') < 0 ? flag : '"' + flag + '"')
                .collect(Collectors.joining(" "));
    }

    private List<String> flags(RecordOptions options) throws IOException {
        List<String> flags = new ArrayList<>();
        flags.add(
                String.join(
                        ",",
                        "-XX:StartFlightRecording=name=" + name,
                        "settings=" + workplace.settings(),
                        "filename=" + workplace.recordings(),
                        "dumponexit=true",
                        "maxsize=" + limit));
        flags.add(
                "-XX:FlightRecorderOptions=repository="
                        + workplace.repository()
                        + ",maxchunksize="
                        + RecordOptions.CHUNK_SIZE
                        + ",stackdepth="
                        + RecordOptions.STACK_DEPTH);
        // What JFR says of itself goes to the program's standard output.
        flags.add("-Xlog:jfr+startup=off");
        if (options.needsAgent()) {
            // From the start: a JVM that gets it later says so, and shares no classes any more.
            BootJar.write(workplace.bootJar());
            workplace.expectAgent();
            flags.add("-Xbootclasspath/a:" + workplace.bootJar());
            Path agent = workplace.readable(options.agent());
            flags.add("-javaagent:" + agent + "=" + options.agentOptions(workplace));
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
    List<ProcessHandle> jvms() {
        return isJava
                ? List.of(process())
                : repositories().stream()
                        .map(RecordedJvm::processOf)
                        .flatMap(Optional::stream)
                        .toList();
    }

    @Override
    List<Path> repositories() {
        try (Stream<Path> folders = Files.list(workplace.repository())) {
            return folders.filter(folder -> RecordedJvm.pidOf(folder) != 0).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    long pidOf(Path repository) {
        return RecordedJvm.pidOf(repository);
    }

    @Override
    String nothingRecorded() {
        return isJava
                ? super.nothingRecorded()
                : "nothing was recorded: the program started no java, or one that does not read "
                        + FLAGS
                        + " (javac and other tools of the JDK do not, but what 'java -m' starts does, such"
                        + " as jdk.compiler/com.sun.tools.javac.Main)";
    }
}
