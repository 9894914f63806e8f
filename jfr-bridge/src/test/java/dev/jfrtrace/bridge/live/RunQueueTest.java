package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the system says of a thread's waits for a CPU; here a folder stands for the system. */
class RunQueueTest {
    private static final long NEW = 9_999;

    @TempDir private Path tasks;

    private RunQueue queue;

    private RunQueue queue() {
        queue = new RunQueue(javaId -> javaId == NEW ? 0 : 1_000 + javaId, tasks);
        return queue;
    }

    @AfterEach
    void close() {
        if (queue != null) {
            queue.close();
        }
    }

    private Path says(long thread, String text) throws IOException {
        Path task = Files.createDirectories(tasks.resolve(Long.toString(1_000 + thread)));
        return Files.writeString(task.resolve("schedstat"), text);
    }

    @Test
    void theSecondNumberIsTheWaitAndIsReadAnew() throws IOException {
        says(1, "123456789 42 7\n");
        assertThat(queue().waited(1)).isEqualTo(42);
        says(1, "123456999 9876543210 8\n");
        assertThat(queue.waited(1)).isEqualTo(9_876_543_210L);
    }

    @Test
    void ofWhoIsGoneOrNotYetKnownNothingIsKnown() throws IOException {
        assertThat(queue().waited(1)).isEqualTo(RunQueue.UNKNOWN);
        assertThat(queue.waited(NEW)).isEqualTo(RunQueue.UNKNOWN);
        says(2, "");
        assertThat(queue.waited(2)).as("as the system answers for a dead thread").isNegative();
        says(3, "7");
        assertThat(queue.waited(3)).isEqualTo(RunQueue.UNKNOWN);
        assertThat(queue.open()).isZero();
    }

    @Test
    void noMoreFilesAreOpenThanMayBe() throws IOException {
        for (int thread = 0; thread < 2 * RunQueue.MAX_OPEN; thread++) {
            says(thread, "1 " + thread + " 1\n");
            queue();
        }
        for (int round = 0; round < 2; round++) {
            for (int thread = 0; thread < 2 * RunQueue.MAX_OPEN; thread++) {
                assertThat(queue.waited(thread)).isEqualTo(thread);
            }
        }
        assertThat(queue.open()).isEqualTo(RunQueue.MAX_OPEN);
        queue.close();
        assertThat(queue.open()).isZero();
    }

    @Test
    void thisSystemCounts() throws IOException {
        Path own = Path.of("/proc/thread-self");
        assumeThat(own.resolve("schedstat")).exists();
        long osId = Long.parseLong(own.toRealPath().getFileName().toString());
        try (RunQueue real = new RunQueue(javaId -> osId)) {
            long before = real.waited(1);
            assertThat(before).isNotNegative();
            assertThat(real.waited(1)).isGreaterThanOrEqualTo(before);
        }
    }
}
