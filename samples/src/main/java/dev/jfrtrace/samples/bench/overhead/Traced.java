package dev.jfrtrace.samples.bench.overhead;

import dev.jfrtrace.api.Trace;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.api.TraceOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Our tracer, its bytes streamed to a file. */
record Traced(String name, TraceOptions options, Path directory) implements Mode {
    @Override
    public Watch start() throws IOException {
        Path file = directory.resolve(name + ".trace");
        return new Running(Trace.start(file, options), file);
    }

    private static final class Running implements Watch {
        private final Trace trace;
        private final Path file;
        private Stock begin;

        Running(Trace trace, Path file) {
            this.trace = trace;
            this.file = file;
        }

        @Override
        public void begin() {
            begin = Stock.of(trace);
        }

        @Override
        public Recorded end() throws IOException {
            Stock end = Stock.of(trace);
            trace.close();
            Files.delete(file);
            boolean complete = trace.outcome().isComplete();
            if (!complete) {
                System.err.println("incomplete: " + trace.outcome());
            }
            return end.since(begin, complete);
        }
    }

    /** How far the translator is, and what it has cost. It is some seconds behind, evenly. */
    private record Stock(long nanos, long events, long bytes, long cpuNanos) {
        static Stock of(Trace trace) {
            TraceOutcome outcome = trace.outcome();
            return new Stock(
                    System.nanoTime(), outcome.jfrEvents(), outcome.bytes(), Cpu.ofTranslator());
        }

        Recorded since(Stock begin, boolean complete) {
            double seconds = (nanos - begin.nanos) / 1e9;
            long count = events - begin.events;
            return new Recorded(
                    count / seconds,
                    (bytes - begin.bytes) / seconds,
                    count == 0 ? Double.NaN : (cpuNanos - begin.cpuNanos) / 1e3 / count,
                    complete);
        }
    }
}
