package dev.jfrtrace.samples.bench.overhead;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One of two JVMs that do the same work at the same time, each on a processor of its own: a process
 * that measures a slice when it is told to. Whatever slows the whole machine down slows both.
 */
final class Twin implements AutoCloseable {
    private static final String TASKSET = "taskset";

    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;

    /**
     * Starts it with the flags of this JVM.
     *
     * @param processor the number of the one that it and its children may use
     * @param directory for files, its own
     * @param agent jfrtrace.jar
     * @param flags more of them
     */
    Twin(int processor, String load, Path directory, Path agent, List<String> flags)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(TASKSET, "--cpu-list", Integer.toString(processor)));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Twin.class.getName(), load, directory.toString()));
        command.add(agent.toString());
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** Begins a slice. */
    void order(String mode, Slice.Length length) {
        orders.println(
                mode + " " + length.settle().toMillis() + " " + length.measured().toMillis());
    }

    /** The slice that was ordered, once it is over. */
    Slice answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("a twin failed");
        }
        return Slice.ofLine(line);
    }

    /** From now on it and its children use another processor. */
    void moveTo(int processor) throws IOException, InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        for (ProcessHandle each : all) {
            String pid = Long.toString(each.pid());
            String to = Integer.toString(processor);
            ProcessBuilder move =
                    new ProcessBuilder(TASKSET, "--all-tasks", "--pid", "--cpu-list", to, pid);
            if (move.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() != 0) {
                throw new IOException("taskset failed for process " + pid);
            }
        }
    }

    @Override
    public void close() {
        // It ends when it can read no more.
        orders.close();
        process.onExit().join();
    }

    /** The other side: {@code Twin LOAD DIRECTORY JFRTRACE.JAR}, orders on standard input. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args[1]);
        Path agent = Path.of(args[2]);
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (Load load = Load.open(args[0], directory)) {
            for (String line; (line = orders.readLine()) != null; ) {
                String[] words = line.split(" ");
                Slice.Length length = new Slice.Length(millis(words[1]), millis(words[2]));
                Mode mode = Mode.of(words[0], directory, agent);
                System.out.println(Slice.measure(load, mode, length).toLine());
            }
        }
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }
}
