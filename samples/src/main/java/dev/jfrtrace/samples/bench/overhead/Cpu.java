package dev.jfrtrace.samples.bench.overhead;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** CPU time spent so far, in nanoseconds. */
final class Cpu {
    /** How the names of the tracer's own threads begin. */
    static final String TRACER_THREADS = "jfrtrace ";

    /** Runs the tracer's code for each event. */
    private static final String EVENT_STREAM = "JFR Event Stream";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Cpu() {}

    /** Of all threads of this process: those of the JVM too, and those that have ended. */
    static long ofProcess() {
        return PROCESS.getProcessCpuTime();
    }

    /** Of the live threads that read JFR's events, translate them, and write the trace. */
    static long ofTranslator() {
        long nanos = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            // Null where a thread has just ended.
            if (thread != null && isTranslator(thread.getThreadName())) {
                nanos += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos;
    }

    private static boolean isTranslator(String name) {
        return name.startsWith(EVENT_STREAM) || name.startsWith(TRACER_THREADS);
    }
}
