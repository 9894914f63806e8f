package dev.jfrtrace.samples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program and measures it from outside. */
final class ChildProcess {
    private static final long POLL_MILLIS = 10;
    private static final String PEAK = "VmHWM:";

    private ChildProcess() {}

    /**
     * What came of a run.
     *
     * @param nanos from before the start to after the end
     * @param peakKilobytes the most memory it had resident, as Linux counts; -1 elsewhere. Up to
     *     {@value #POLL_MILLIS} ms old
     */
    record Outcome(int exit, long nanos, long peakKilobytes, String output, String errors) {

        double millis() {
            return nanos / 1e6;
        }

        double peakMegabytes() {
            return peakKilobytes / 1024.0;
        }
    }

    /** The {@code java} of this JVM. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Runs the command to its end. */
    static Outcome run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("jfrtrace-bench-", ".out");
        Path errors = Files.createTempFile("jfrtrace-bench-", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            // Files, not pipes: nobody has to read them while the time is taken.
            builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
            long start = System.nanoTime();
            Process process = builder.start();
            long peak = awaitEnd(process);
            long nanos = System.nanoTime() - start;
            return new Outcome(
                    process.exitValue(),
                    nanos,
                    peak,
                    Files.readString(output),
                    Files.readString(errors));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static long awaitEnd(Process process) throws InterruptedException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        long peak = -1;
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peak(status));
            }
        } finally {
            // Of use only when this thread was interrupted.
            process.destroy();
        }
        return peak;
    }

    private static long peak(Path status) {
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(PEAK)) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            // No Linux, or the process has just ended.
        }
        return -1;
    }
}
