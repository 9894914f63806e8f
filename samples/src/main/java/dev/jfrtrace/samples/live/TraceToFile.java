package dev.jfrtrace.samples.live;

import dev.jfrtrace.api.Trace;
import dev.jfrtrace.samples.workload.EmbeddedWorkload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Traces a workload into a file: {@code TraceToFile OUT.trace}. */
public final class TraceToFile {
    private static final Duration DURATION = Duration.ofSeconds(2);

    private TraceToFile() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path file = Path.of(args[0]);
        try (Trace trace = Trace.start(file)) {
            new EmbeddedWorkload().run(DURATION);
            // The file grows meanwhile, some seconds behind.
            System.out.println("bytes so far: " + trace.outcome().bytes());
        }
        // Closed means written: what ended before is in the file.
        System.out.println("go tool trace " + file);
    }
}
