package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.source.LostBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Chunks of one JVM belong together, wherever they stand. */
class JvmRecordingTest {
    private static final StackStore STACKS = new StackStore(new Spool());
    private static final long WALL = 1_700_000_000_000_000_000L;
    private static final long SECOND = 1_000_000_000;
    private static final long FAST = 3_400_000_000L;

    /** A chunk that started so many seconds after its JVM, which started at a wall clock. */
    private static CollectedChunk chunk(
            String identity,
            long jvmStart,
            long seconds,
            long ticksPerSecond,
            JfrThread... threads) {
        ChunkHeader header =
                new ChunkHeader(
                        2,
                        1,
                        1_000,
                        jvmStart + seconds * SECOND,
                        10 * SECOND,
                        seconds * ticksPerSecond,
                        ticksPerSecond);
        ThreadRows rows = new ThreadRows();
        for (JfrThread thread : threads) {
            int row = rows.add(thread);
            if (thread.index() == 0) {
                rows.starts(row, header.startTicks());
            }
        }
        return new CollectedChunk(
                new Chunk(Path.of("made.jfr"), 0, header),
                identity,
                false,
                rows,
                new IdSet(),
                new Symbols(),
                STACKS.open(),
                List.of(),
                header.startTicks() + ticksPerSecond,
                null,
                Map.of("a.B", 3L),
                Map.of("a.B", 1L),
                new Settings(),
                lost(seconds));
    }

    private static LostBytes lost(long bytes) {
        LostBytes lost = new LostBytes();
        lost.add(bytes, bytes);
        return lost;
    }

    private static JvmRecording jvm(CollectedChunk first) {
        return new JvmRecording(new Symbols(), STACKS, first);
    }

    @Test
    void ownsWhatHasItsIdentity() {
        JvmRecording jvm = jvm(chunk("1@5", WALL, 10, FAST));
        assertThat(jvm.owns(chunk("1@5", WALL, 20, FAST))).isTrue();
        assertThat(jvm.owns(chunk("2@5", WALL, 20, FAST))).isFalse();
        // Its word counts more than a clock that was set.
        assertThat(jvm.owns(chunk("1@5", WALL + 3600 * SECOND, 20, FAST))).isTrue();
    }

    @Test
    void ownsNothingOfAnotherFrequency() {
        JvmRecording jvm = jvm(chunk("1@5", WALL, 10, FAST));
        assertThat(jvm.owns(chunk("1@5", WALL, 20, FAST + 1))).isFalse();
    }

    @Test
    void ownsWhatHasItsClockWhereOneIsSilent() {
        JvmRecording jvm = jvm(chunk(null, WALL, 10, FAST));
        assertThat(jvm.owns(chunk(null, WALL, 9_999, FAST))).isTrue();
        assertThat(jvm.owns(chunk("1@5", WALL, 20, FAST))).isTrue();
        assertThat(jvm.owns(chunk(null, WALL + SECOND, 20, FAST))).isTrue();
        assertThat(jvm.owns(chunk(null, WALL - SECOND - 1, 20, FAST))).isFalse();
        assertThat(jvm.owns(chunk(null, WALL + 3600 * SECOND, 20, FAST))).isFalse();
    }

    @Test
    void learnsItsIdentityFromLaterChunks() {
        JvmRecording jvm = jvm(chunk(null, WALL, 10, FAST));
        assertThat(jvm.identity()).isNull();
        jvm.add(chunk("1@5", WALL, 20, FAST));
        assertThat(jvm.identity()).isEqualTo("1@5");
        assertThat(jvm.owns(chunk("2@5", WALL, 30, FAST))).isFalse();
    }

    @Test
    void knowsItsOwnChunksAgain() {
        JvmRecording jvm = jvm(chunk("1@5", WALL, 10, FAST));
        assertThat(jvm.copyOf(chunk("1@5", WALL, 10, FAST))).isNotNull();
        assertThat(jvm.copyOf(chunk("1@5", WALL, 11, FAST))).isNull();
    }

    @Test
    void startsWithItsEarliestChunk() {
        JvmRecording jvm = jvm(chunk("1@5", WALL, 10, FAST));
        assertThat(jvm.endTime()).isEqualTo(JvmRecording.START + SECOND);
        assertThat(jvm.wallNanosAtZero() + JvmRecording.START).isEqualTo(WALL + 10 * SECOND);
        jvm.add(chunk("1@5", WALL, 4, FAST));
        assertThat(jvm.endTime()).isEqualTo(JvmRecording.START + 7 * SECOND);
        assertThat(jvm.wallNanosAtZero() + JvmRecording.START).isEqualTo(WALL + 4 * SECOND);
        jvm.add(chunk("1@5", WALL, 30, FAST));
        assertThat(jvm.endTime()).isEqualTo(JvmRecording.START + 27 * SECOND);
        assertThat(jvm.chunkCount()).isEqualTo(3);
    }

    @Test
    void addsUpWhatItsChunksCount() {
        JvmRecording jvm = jvm(chunk("1@5", WALL, 10, FAST));
        jvm.add(chunk("1@5", WALL, 20, FAST));
        assertThat(jvm.read()).containsExactly(Map.entry("a.B", 6L));
        assertThat(jvm.excluded()).containsExactly(Map.entry("a.B", 2L));
        // Two threads, of which nobody has heard of the other's chunk.
        assertThat(jvm.lostBytes()).isEqualTo(10 + 20);
    }

    @Test
    void threadsAreThoseOfAllChunks() {
        JfrThread java = new JfrThread(0, 10, 100, "java", "java", false);
        JfrThread renamed = new JfrThread(1, 10, 100, "renamed", "renamed", false);
        JfrThread vm = new JfrThread(1, 0, 200, null, "GC Thread#0", false);
        JfrThread vmAgain = new JfrThread(0, -1, 200, null, "GC Thread#0", false);
        JfrThread heir = new JfrThread(2, 0, 200, null, "C2 CompilerThread0", false);
        JvmRecording jvm = jvm(chunk("1@5", WALL, 10, FAST, java, vm));
        jvm.add(chunk("1@5", WALL, 20, FAST, vmAgain, renamed, heir));
        assertThat(jvm.threadCount()).isEqualTo(3);
        JvmThreads taken = jvm.takeThreads();
        List<JvmThread> threads = IntStream.range(0, taken.size()).mapToObj(taken::get).toList();
        assertThat(threads).extracting(JvmThread::thread).containsExactly(java, vm, heir);
        assertThat(threads).extracting(JvmThread::index).containsExactly(0, 1, 2);
        assertThat(threads)
                .extracting(JvmThread::startNanos)
                .containsExactly(
                        JvmRecording.START, JvmRecording.START + 10 * SECOND, JvmThread.UNKNOWN);
        assertThat(threads).extracting(JvmThread::endNanos).containsOnly(JvmThread.UNKNOWN);
        assertThat(jvm.threadCount()).isEqualTo(3);
    }
}
