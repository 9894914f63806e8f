package dev.jfrtrace.samples.bench.overhead;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What the threads of the JVM's compilers have taken of the processors. The JVM itself tells from
 * begin to end how long it compiled, which is many times as much where compilers wait for a
 * processor. Linux. The files are read through no channel: that would be seen in how the JVM
 * compiles a server's reading.
 */
final class CompilerThreads {
    /** Of the threads of this process, the JVM's own among them. */
    private static final File TASKS = new File("/proc/self/task");

    /** {@code C1 CompilerThread0}, as much of it as the system keeps. */
    private static final String NAME = "C[12] Comp";

    private CompilerThreads() {}

    /** In nanoseconds, of those that are there now; NaN where the system does not say. */
    static double cpuNanos() {
        File[] tasks = TASKS.listFiles();
        if (tasks == null) {
            return Double.NaN;
        }
        double nanos = 0;
        for (File task : tasks) {
            nanos += cpuNanos(task);
        }
        return nanos;
    }

    private static double cpuNanos(File task) {
        try {
            boolean isOne = text(task, "comm").matches(NAME + ".*\n");
            return isOne ? Double.parseDouble(text(task, "schedstat").split(" ")[0]) : 0;
        } catch (IOException e) {
            // It has ended.
            return 0;
        }
    }

    private static String text(File task, String name) throws IOException {
        try (InputStream in = new FileInputStream(new File(task, name))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
