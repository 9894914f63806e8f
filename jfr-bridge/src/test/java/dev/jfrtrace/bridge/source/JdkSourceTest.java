package dev.jfrtrace.bridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.bridge.Recordings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's events in our narrow view. */
class JdkSourceTest {
    @TempDir private Path folder;

    /** What a handler sees. */
    private static final class Seen implements JfrSource.Handler {
        private final List<JfrType> types = new ArrayList<>();
        private final Map<Integer, JfrThread> threads = new HashMap<>();
        private final Map<Integer, List<JfrFrame>> stacks = new HashMap<>();
        private final List<Long> starts = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final Set<JfrType> used = new HashSet<>();

        @Override
        public void begin(List<JfrType> all) {
            types.addAll(all);
        }

        @Override
        public void event(JfrEvent event) {
            starts.add(event.startTicks());
            names.add(event.type().name());
            used.add(event.type());
            assertThat(event.endTicks()).isGreaterThanOrEqualTo(event.startTicks());
            if (event.thread() != null) {
                JfrThread known = threads.putIfAbsent(event.thread().index(), event.thread());
                assertThat(known == null || known == event.thread()).isTrue();
            }
            if (event.stack() != null) {
                stacks.computeIfAbsent(event.stack().index(), i -> event.stack().frames());
            }
            assertThatNothingIsInvented(event);
        }

        private static void assertThatNothingIsInvented(JfrEvent event) {
            assertThat(event.number("noSuchField")).isZero();
            assertThat(event.flag("noSuchField")).isFalse();
            assertThat(event.text("noSuchField")).isNull();
            assertThat(event.className("noSuchField")).isNull();
            assertThat(event.methodName("noSuchField")).isNull();
            assertThat(event.thread("noSuchField")).isNull();
            assertThat(event.display("noSuchField")).isNull();
            assertThat(event.number("no.such.field")).isZero();
            // There, but of another kind.
            assertThat(event.text("startTime")).isNull();
            assertThat(event.flag("startTime")).isFalse();
            assertThat(event.className("startTime")).isNull();
        }
    }

    static List<Path> fixtures() {
        return Recordings.fixtures();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void handsOutWhatTheJdkReads(Path recording) throws IOException {
        Seen seen = new Seen();
        new JdkSource().read(ChunkWalk.of(recording).chunks().get(0), seen);
        List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
        assertThat(seen.starts)
                .isEqualTo(events.stream().map(e -> e.getLong("startTime")).toList());
        assertThat(seen.names)
                .isEqualTo(events.stream().map(e -> e.getEventType().getName()).toList());
        assertThat(seen.types).extracting(JfrType::name).containsAll(seen.names);
        assertThat(seen.types).extracting(JfrType::id).doesNotHaveDuplicates();
        assertThat(seen.types).containsAll(seen.used);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void threadsAndStacksAreCountedFromZero(Path recording) throws IOException {
        Seen seen = new Seen();
        new JdkSource().read(ChunkWalk.of(recording).chunks().get(0), seen);
        assertThat(seen.threads.size()).isGreaterThan(10);
        assertThat(seen.threads.keySet()).allMatch(i -> i >= 0 && i < seen.threads.size());
        assertThat(seen.threads.values())
                .anyMatch(t -> t.javaId() > 0 && t.osId() > 0 && "main".equals(t.name()))
                .anyMatch(t -> t.javaId() <= 0 && t.javaName() == null && !t.name().isEmpty());
        assertThat(seen.stacks.size()).isGreaterThan(10);
        assertThat(seen.stacks.keySet()).allMatch(i -> i >= 0 && i < seen.stacks.size());
        assertThat(seen.stacks.values()).allMatch(frames -> !frames.isEmpty());
        assertThat(seen.stacks.values())
                .anyMatch(
                        frames ->
                                frames.stream()
                                        .anyMatch(
                                                f ->
                                                        f.type().startsWith("dev.jfrtrace.samples.")
                                                                && f.line() > 0));
    }

    /** A chunk knows nothing of its neighbours. */
    @Test
    void readsAChunkAmongOthers() throws IOException {
        Path joined =
                Recordings.join(
                        folder.resolve("joined.jfr"),
                        Recordings.fixture("jdk17-G1-orders"),
                        Recordings.fixture("jdk25-Z-orders"));
        List<Chunk> chunks = ChunkWalk.of(joined).chunks();
        assertThat(chunks).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Seen seen = new Seen();
            new JdkSource().read(chunks.get(i), seen);
            Seen alone = new Seen();
            new JdkSource().read(ChunkWalk.of(Recordings.fixtures().get(i)).chunks().get(0), alone);
            assertThat(seen.starts).isEqualTo(alone.starts);
            assertThat(seen.names).isEqualTo(alone.names);
        }
    }

    /** What the handler throws is not the recording's fault. */
    @Test
    void failuresOfTheHandlerPassThrough() throws IOException {
        Chunk chunk = ChunkWalk.of(Recordings.fixtures().get(0)).chunks().get(0);
        IOException full = new IOException("disk full");
        JfrSource.Handler failing =
                new JfrSource.Handler() {
                    @Override
                    public void begin(List<JfrType> types) {
                        assertThat(types).isNotEmpty();
                    }

                    @Override
                    public void event(JfrEvent event) {
                        throw new HandlerException(full);
                    }
                };
        assertThatThrownBy(() -> new JdkSource().read(chunk, failing))
                .isInstanceOf(HandlerException.class)
                .hasCause(full);
    }
}
