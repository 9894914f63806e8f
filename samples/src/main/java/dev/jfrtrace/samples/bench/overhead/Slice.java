package dev.jfrtrace.samples.bench.overhead;

import java.io.IOException;
import java.time.Duration;

/**
 * Some seconds of a load under one mode.
 *
 * @param mode its name
 * @param work what the load did
 * @param cpuNanos CPU time of the process for an operation
 * @param compiling how many of the JVM's compilers worked at a time, on average
 * @param recorded what the mode recorded
 */
record Slice(
        String mode, Load.Work work, double cpuNanos, double compiling, Mode.Recorded recorded) {
    /**
     * How long slices are.
     *
     * @param settle how long the load runs under a mode before it counts: to switch modes makes the
     *     JVM compile anew
     * @param measured what counts
     */
    record Length(Duration settle, Duration measured) {}

    static Slice measure(Load load, Mode mode, Length length)
            throws IOException, InterruptedException {
        Mode.Watch watch = mode.start();
        load.run(length.settle());
        watch.begin();
        long start = System.nanoTime();
        long compiled = Cpu.ofCompilers();
        long cpu = Cpu.ofProcess();
        Load.Work work = load.run(length.measured());
        cpu = Cpu.ofProcess() - cpu;
        compiled = Cpu.ofCompilers() - compiled;
        double compiling = (double) compiled / (System.nanoTime() - start);
        double each = (double) cpu / work.operations();
        return new Slice(mode.name(), work, each, compiling, watch.end());
    }

    @Override
    public String toString() {
        return String.format(
                "%s, %.0f/s, %.1f µs of CPU each, %.3f compilers",
                mode, work.perSecond(), cpuNanos / 1e3, compiling);
    }
}
