package dev.jfrtrace.bridge.translate;

import static dev.jfrtrace.bridge.translate.Made.MS;
import static dev.jfrtrace.bridge.translate.Made.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.ParsedTrace.Span;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.source.JfrThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * HotSpot ends threads of its compilers when there is little to do, and starts them again, under
 * the ids that they had.
 */
class RebornThreadsTest {
    private static final String NAME = "C2 CompilerThread#";

    @TempDir private Path folder;

    private final MadeRecording recording = new MadeRecording();
    private final JfrThread parent = recording.thread("C1 CompilerThread0", 17, 170);
    private final JfrThread compiler = recording.thread("C2 CompilerThread1", 15, 150);

    private void start(long ms) {
        recording
                .event("ThreadStart")
                .at(ms * MS)
                .on(compiler)
                .with("parentThread", parent)
                .in("Compiler.start");
    }

    private void compile(long ms) {
        recording.event("Compilation").from(ms * MS, (ms + 5) * MS).on(compiler);
    }

    private void end(long ms) {
        recording.event("ThreadEnd").at(ms * MS).on(compiler);
    }

    private static List<Long> lives(Made made) {
        return made.trace().groups().entrySet().stream()
                .filter(group -> group.getValue().equals(NAME))
                .map(group -> group.getKey())
                .sorted()
                .toList();
    }

    private static void assertLives(Made made, long g, long fromMs, long toMs) {
        List<Span> spans = made.trace().spans(g);
        assertThat(spans.get(0).from()).isBetween(at(fromMs * MS), at(fromMs * MS) + 1_000);
        Span last = spans.get(spans.size() - 1);
        assertThat(last.state()).isEqualTo("NotExist");
        assertThat(last.from()).isBetween(at(toMs * MS), at(toMs * MS) + 1_000);
    }

    @Test
    void eachLifeIsAGoroutine() throws IOException {
        start(10);
        compile(20);
        end(50);
        start(2_000);
        compile(2_010);
        end(2_500);
        start(4_000);
        compile(4_010);
        end(4_050);
        Made made = Made.of(recording, folder);
        List<Long> lives = lives(made);
        assertThat(lives).hasSize(3);
        assertThat(lives.get(0)).isEqualTo(15);
        assertLives(made, lives.get(0), 10, 50);
        assertLives(made, lives.get(1), 2_000, 2_500);
        assertLives(made, lives.get(2), 4_000, 4_050);
        assertThat(made.count("ThreadStart", Fate.TRANSLATED)).isEqualTo(3);
        assertThat(made.count("ThreadEnd", Fate.TRANSLATED)).isEqualTo(3);
        assertThat(made.count("Compilation", Fate.AFTER_END)).isZero();
    }

    /** HotSpot tells it twice of some threads of its compilers: nothing is lost. */
    @Test
    void anEndThatIsToldTwiceIsOne() throws IOException {
        start(10);
        end(50);
        recording.event("ThreadEnd").at(50 * MS + 3_000).on(compiler);
        end(60);
        Made made = Made.of(recording, folder);
        assertThat(lives(made)).hasSize(1);
        assertLives(made, 15, 10, 50);
        assertThat(made.count("ThreadEnd", Fate.TRANSLATED)).isEqualTo(1);
        assertThat(made.count("ThreadEnd", Fate.EVIDENCE)).isEqualTo(1);
        assertThat(made.count("ThreadEnd", Fate.AFTER_END)).isEqualTo(1);
    }

    @Test
    void whoEndsFirstWasThereBefore() throws IOException {
        recording.event("ThreadSleep").from(MS, 400 * MS).on(parent);
        end(500);
        start(2_000);
        end(2_500);
        Made made = Made.of(recording, folder);
        List<Long> lives = lives(made);
        assertThat(lives).hasSize(2);
        assertLives(made, lives.get(0), 0, 500);
        assertLives(made, lives.get(1), 2_000, 2_500);
    }

    /** The thread that waits for the program's end starts before it is anybody. */
    @Test
    void aStartOfNobodySaysNothing() throws IOException {
        compile(20);
        recording.event("ThreadStart").at(100 * MS);
        Made made = Made.of(recording, folder);
        assertThat(made.count("ThreadStart", Fate.NOT_USED)).isEqualTo(1);
    }
}
