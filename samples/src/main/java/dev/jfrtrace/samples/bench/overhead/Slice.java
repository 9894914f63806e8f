package dev.jfrtrace.samples.bench.overhead;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some seconds of a load under one mode.
 *
 * @param mode its name
 * @param work what the load did
 * @param cpuNanos CPU time of the process for an operation
 * @param compiling what the JVM's compilers took, of one processor; NaN where that is not known
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
        double compiled = CompilerThreads.cpuNanos();
        long cpu = Cpu.ofProcess();
        Load.Work work = load.run(length.measured());
        cpu = Cpu.ofProcess() - cpu;
        compiled = CompilerThreads.cpuNanos() - compiled;
        double compiling = compiled / (System.nanoTime() - start);
        double each = (double) cpu / work.operations();
        return new Slice(mode.name(), work, each, compiling, watch.end());
    }

    /** All of it in one line, for another process. */
    String toLine() {
        Stream<Object> figures =
                Stream.of(
                        mode,
                        work.operations(),
                        work.nanos(),
                        work.p50Nanos(),
                        work.p99Nanos(),
                        cpuNanos,
                        compiling,
                        recorded.eventsPerSecond(),
                        recorded.bytesPerSecond(),
                        recorded.microsPerEvent(),
                        recorded.complete());
        return figures.map(Object::toString).collect(Collectors.joining(" "));
    }

    /**
     * @param line as {@link #toLine} makes it
     */
    static Slice ofLine(String line) {
        Iterator<String> words = List.of(line.split(" ")).iterator();
        String mode = words.next();
        Load.Work work =
                new Load.Work(
                        Long.parseLong(words.next()),
                        Long.parseLong(words.next()),
                        Double.parseDouble(words.next()),
                        Double.parseDouble(words.next()));
        double cpuNanos = Double.parseDouble(words.next());
        double compiling = Double.parseDouble(words.next());
        Mode.Recorded recorded =
                new Mode.Recorded(
                        Double.parseDouble(words.next()),
                        Double.parseDouble(words.next()),
                        Double.parseDouble(words.next()),
                        Boolean.parseBoolean(words.next()));
        return new Slice(mode, work, cpuNanos, compiling, recorded);
    }

    @Override
    public String toString() {
        return String.format(
                "%s, %.0f/s, %.1f µs of CPU each, %.3f compilers",
                mode, work.perSecond(), cpuNanos / 1e3, compiling);
    }
}
