package dev.jfrtrace.bridge.export;

import dev.jfrtrace.encoder.read.State;
import java.io.IOException;
import java.util.Map;

/** Values over time: metrics, and how many goroutines are in which state. */
final class Counters {
    /** The rows show each change; to count each one again would double the file. */
    private static final long STEP_NANOS = 1_000_000;

    private static final String[] VALUE = {"value"};
    private static final String[] STATES = {"running", "runnable", "syscall"};
    private static final Map<String, String> NAMES =
            Map.of(
                    "/memory/classes/heap/objects:bytes", "heap, bytes",
                    "/gc/heap/goal:bytes", "heap goal, bytes",
                    "/sched/gomaxprocs:threads", "procs");

    private final ChromeWriter out;
    private long running;
    private long runnable;
    private long syscall;
    private boolean isNews;
    private long nextStep = Long.MIN_VALUE;

    Counters(ChromeWriter out) {
        this.out = out;
    }

    void metric(String name, long value, long time) throws IOException {
        out.counter(NAMES.getOrDefault(name, name), time, VALUE, value);
    }

    void change(State from, State to, long time) throws IOException {
        if (isNews && time >= nextStep) {
            tell(nextStep);
        }
        count(from, -1);
        count(to, 1);
        isNews = true;
        if (time >= nextStep) {
            tell(time);
        }
    }

    private void count(State state, int change) {
        running += state == State.RUNNING ? change : 0;
        runnable += state == State.RUNNABLE ? change : 0;
        syscall += state == State.SYSCALL ? change : 0;
    }

    private void tell(long time) throws IOException {
        out.counter("threads", time, STATES, running, runnable, syscall);
        isNews = false;
        nextStep = time + STEP_NANOS;
    }

    void finish(long time) throws IOException {
        if (isNews) {
            tell(Math.min(time, nextStep));
        }
    }
}
