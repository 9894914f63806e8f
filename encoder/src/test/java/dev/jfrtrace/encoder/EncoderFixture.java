package dev.jfrtrace.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.ProcStatus;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.generation.Frame;
import dev.jfrtrace.encoder.generation.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** An encoder at the start of a trace, and Go's reader for what it writes. */
abstract class EncoderFixture {
    static final long START = 1_000;
    static final long WALL = 1_780_000_000_000_000_500L;
    static final int ALL = Integer.MAX_VALUE;
    static final Pattern TIME = Pattern.compile(" Time=(\\d+)");

    @TempDir Path folder;

    final CollectedTrace trace = new CollectedTrace();
    final List<Refusal> refusals = new ArrayList<>();
    TraceEncoder encoder;

    /** Thread 1 with proc 0 and goroutine 1, which runs; goroutine 2 waits, proc 1 is idle. */
    void open(TraceVersion version, int maxRestated) throws IOException {
        encoder =
                new TraceEncoder(
                        new TraceEncoder.Options(version, maxRestated, refusals::add),
                        trace,
                        START,
                        WALL);
        encoder.procStatus(1, START, 0, ProcStatus.RUNNING);
        encoder.goStatus(1, START, 1, 0, GoStatus.RUNNING);
        encoder.addIdleProc(START);
        encoder.goStatus(Limits.NONE, START, 2, 0, GoStatus.WAITING);
        encoder.procsChange(1, START, 2);
    }

    Stack stack(String... functions) {
        List<Frame> frames = new ArrayList<>();
        for (String function : functions) {
            frames.add(encoder.frames().frame(function, "Main.java", frames.size() + 1));
        }
        return Stack.of(frames);
    }

    byte[] close() throws IOException {
        assertThat(encoder.close()).isTrue();
        assertThat(refusals).isEmpty();
        return trace.bytes();
    }

    GoReader go() {
        return new GoReader(folder);
    }
}
