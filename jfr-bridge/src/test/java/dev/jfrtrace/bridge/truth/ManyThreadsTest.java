package dev.jfrtrace.bridge.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threads that have come and gone take next to no memory. What a thread may take is what is left of
 * a small heap when all that does not grow with threads is taken off: buffers, and the records in
 * memory, which are bounded.
 */
@Timeout(120)
class ManyThreadsTest {
    private static final int THREADS = 100_000;

    @TempDir private Path folder;

    /** Goroutines and folded threads, from a heap of that size. */
    private List<String> play(String heap, String shown, boolean hasEnds) throws Exception {
        return Program.run(
                folder,
                List.of(
                        Program.JAVA,
                        heap,
                        "-Xmn5m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Crowd.class.getName(),
                        String.valueOf(THREADS),
                        shown,
                        String.valueOf(hasEnds)));
    }

    private static List<String> said(int goroutines) {
        // Go's trace has the VM thread besides.
        int folded = THREADS - goroutines;
        return List.of(
                String.valueOf(THREADS),
                String.valueOf(goroutines + 1),
                String.valueOf(folded),
                "0");
    }

    @Test
    void thoseThatAreShownFitASmallHeap() throws Exception {
        assertThat(play("-Xmx26m", "ALL", true)).isEqualTo(said(THREADS));
    }

    /** When each was last heard of takes ten bytes more. */
    @Test
    void soDoThoseWhoseEndsWereNotRecorded() throws Exception {
        assertThat(play("-Xmx27m", "ALL", false)).isEqualTo(said(THREADS));
    }

    @Test
    void thoseThatAreNotShownTakeNothing() throws Exception {
        assertThat(play("-Xmx20m", "NONE", true)).isEqualTo(said(0));
    }
}
