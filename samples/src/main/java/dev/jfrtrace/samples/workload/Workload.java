package dev.jfrtrace.samples.workload;

import java.io.IOException;
import java.time.Duration;

/** Something to record. */
@FunctionalInterface
public interface Workload {

    /**
     * Works for about the given time on threads of its own and returns when none of them is left.
     *
     * @throws IOException when a file or a socket fails
     */
    void run(Duration duration) throws IOException, InterruptedException;
}
