package dev.jfrtrace.samples.bench.overhead;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import jdk.jfr.Recording;

/**
 * One kind of call in a JVM of its own, where nothing else has told the compiler what to expect:
 * {@code AnnotationFork CALL RECORDING MILLIS}. Prints nanoseconds and bytes for a call.
 */
public final class AnnotationFork {
    private static final Set<String> EVENTS =
            Set.of("TaskBegin", "TaskEnd", "RegionBegin", "RegionEnd", "Log");
    private static final int SAMPLES = 5;

    /** Between two looks at the clock, which takes longer than a call may. */
    private static final int BATCH = 1_000;

    /** Of JFR's files, of which nobody will read one. */
    private static final long MOST_BYTES_ON_DISK = 64 << 20;

    private final AnnotationCall call;
    private final Duration duration;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int sink;

    /** What listens meanwhile. */
    enum Listener {
        NOBODY("nobody"),
        EVENTS_ONLY("a recording, no stacks"),
        EVENTS_WITH_STACKS("a recording");

        private final String text;

        Listener(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** What a call costs: CPU time of the thread that makes it, and bytes on the heap. */
    record Cost(double nanos, double bytes) {}

    AnnotationFork(AnnotationCall call, Duration duration) {
        this.call = call;
        this.duration = duration;
    }

    public static void main(String[] args) {
        AnnotationCall call = AnnotationCall.valueOf(args[0]);
        Duration duration = Duration.ofMillis(Long.parseLong(args[2]));
        Cost cost = new AnnotationFork(call, duration).measure(Listener.valueOf(args[1]));
        System.out.println(cost.nanos() + " " + cost.bytes());
    }

    /** The median of some samples. */
    Cost measure(Listener listener) {
        try (Recording recording = new Recording()) {
            if (listener != Listener.NOBODY) {
                start(recording, listener);
            }
            // Only to be compiled.
            sample();
            Distribution nanos = new Distribution();
            Distribution bytes = new Distribution();
            for (int i = 0; i < SAMPLES; i++) {
                Cost cost = sample();
                nanos.add(cost.nanos());
                bytes.add(cost.bytes());
            }
            return new Cost(nanos.median(), bytes.median());
        }
    }

    private static void start(Recording recording, Listener listener) {
        for (String event : EVENTS) {
            String setting = "dev.jfrtrace." + event;
            if (listener == Listener.EVENTS_WITH_STACKS) {
                recording.enable(setting).withStackTrace();
            } else {
                recording.enable(setting).withoutStackTrace();
            }
        }
        recording.setMaxSize(MOST_BYTES_ON_DISK);
        recording.start();
    }

    private Cost sample() {
        long thread = Thread.currentThread().getId();
        long calls = 0;
        long bytes = threads.getThreadAllocatedBytes(thread);
        // Not of the clock on the wall: who else wants the core does not count.
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        while (System.nanoTime() - start < duration.toNanos()) {
            sink += batch();
            calls += BATCH;
        }
        double nanos = threads.getCurrentThreadCpuTime() - cpu;
        double allocated = threads.getThreadAllocatedBytes(thread) - bytes;
        return new Cost(nanos / calls, allocated / calls);
    }

    private int batch() {
        int sum = 0;
        for (int i = 0; i < BATCH; i++) {
            // As code between calls would: what a call looks at must be looked at again.
            VarHandle.acquireFence();
            sum += call.call();
        }
        return sum;
    }
}
