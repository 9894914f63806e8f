package dev.jfrtrace.bridge.record;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Diagnostic commands for another JVM of this user, by the JDK's own program: what it does is
 * supported, and leaves nothing behind in that JVM.
 */
final class Jcmd {
    private static final Path SHELL = Path.of("/bin/sh");

    /** What a terminal sends to all is for this process to answer, which knows what has begun. */
    private static final String DEAF = "trap '' INT HUP; exec \"$@\"";

    private final long pid;

    Jcmd(long pid) {
        this.pid = pid;
    }

    /**
     * Carries out a command.
     *
     * @return what the JVM said
     * @throws IOException when it could not be reached
     */
    String run(String... command) throws IOException {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            line.addAll(List.of(SHELL.toString(), "-c", DEAF, "jcmd"));
        }
        line.addAll(List.of(program(), String.valueOf(pid)));
        Stream.of(command).map(Jcmd::quoted).forEach(line::add);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        // Its JVM would say that it picked them up.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        // It has said all: whoever interrupts us now must not make a failure of that.
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("process " + pid + ": " + firstLine(said));
        }
        return said;
    }

    /** The other JVM takes the command apart at its blanks, whatever the shell did. */
    private static String quoted(String argument) {
        int value = argument.indexOf('=') + 1;
        return argument.indexOf(' ') < 0
                ? argument
                : argument.substring(0, value) + '"' + argument.substring(value) + '"';
    }

    private static String program() throws IOException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(program) && !Files.isExecutable(Path.of(program + ".exe"))) {
            throw new IOException(
                    "this Java has no jcmd ("
                            + program
                            + "): attaching to another JVM needs a JDK");
        }
        return program.toString();
    }

    /** The first line that says something: jcmd repeats the process before it. */
    static String firstLine(String said) {
        return said.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.matches("\\d+:"))
                .map(line -> line.replaceFirst("^[\\w.]+(Exception|Error): ", ""))
                .findFirst()
                .orElse("no answer");
    }
}
