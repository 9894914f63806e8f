package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a summary says of who is shown running, and may have had no CPU. */
class RunningTest {
    private static final String UNKNOWN = "\n  CPU time: unknown; ";

    @TempDir private Path folder;

    @Test
    void whoWasSeenToRunIsTold() throws IOException {
        Path trace =
                new JvmStory()
                        .thread(0, 7, "seen-#")
                        .thread(0, 8, "unseen-#")
                        .vmIsIdle(0)
                        .samples(100, 7, 12, "app.Main.run")
                        .end(1000, folder);

        assertThat(Run.of("summary", trace).outText())
                .contains("  count  running  samples  runnable  ", UNKNOWN)
                .containsPattern("\n      1 +1\\.00 s +12 +.* seen-#\n")
                .containsPattern("\n      1 +1\\.00 s  {10}.* unseen-#\n");
    }

    @Test
    void whoIsKnownToHaveWaitedForACpuIsTold() throws IOException {
        Path trace =
                new JvmStory()
                        .thread(0, 7, "starved-#")
                        .vmIsIdle(0)
                        .log(500, 7, "cpu", "in 500 ms on a CPU 30 %, waiting for one 60 %")
                        .end(1000, folder);

        assertThat(Run.of("summary", trace).outText())
                .contains("  count  running  no CPU  runnable  ", UNKNOWN)
                .containsPattern("\n      1 +1\\.00 s  300 ms .* starved-#\n");
    }

    /** Whoever has asked for that already needs no other recording. */
    @Test
    void wakersAreAdvisedWhereNoneOfAParkIsKnown() throws IOException {
        for (int waker : new int[] {0, 8}) {
            Path trace =
                    new JvmStory()
                            .thread(0, 7, "first")
                            .thread(0, 8, "second")
                            .vmIsIdle(0)
                            .waits(10, 7, "sync (park)", "app.Lock.take")
                            .goesOn(20, 7, waker)
                            .waits(30, 7, "sync (park)", "app.Lock.take")
                            .goesOn(40, 7, 0)
                            .end(50, folder);
            assertThat(Run.of("summary", trace).outText().contains("record --wake"))
                    .isEqualTo(waker == 0);
        }
    }
}
