package dev.jfrtrace.bridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.convert.Events;
import dev.jfrtrace.bridge.source.chunk.ChunkSource;
import dev.jfrtrace.bridge.source.chunk.ChunkTail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A chunk that is read while it is written has the events that it has when it is finished. */
@Timeout(60)
class ChunkTailTest {
    private static final int STATE_AT = 64;

    @TempDir private Path folder;

    /** Its type is not there before it is first used. */
    @Name("test.Late")
    static final class Late extends Event {
        String text;
        Class<?> type;
    }

    /** What a tail hands out. */
    private static final class Lines implements ChunkTail.Handler {
        final EventLines lines = new EventLines(Map.of());
        int begins;
        int flushes;

        @Override
        public void begin() {
            begins++;
        }

        @Override
        public void event(JfrEvent event) {
            lines.event(event);
        }

        @Override
        public void flush() {
            flushes++;
        }
    }

    private static Path newestChunk() throws IOException {
        Path repository = Path.of(System.getProperty("jdk.jfr.repository"));
        try (Stream<Path> files = Files.list(repository)) {
            return files.max(Comparator.comparing(Path::toString)).orElseThrow();
        }
    }

    private static void work(String name, int times) throws InterruptedException {
        Thread thread =
                Script.start(
                        name,
                        () -> {
                            for (int i = 0; i < times; i++) {
                                LockSupport.parkNanos(1_000_000);
                                Thread.sleep(1);
                            }
                        });
        thread.join();
    }

    private static void awaitFlush(ChunkTail tail, Lines lines) throws Exception {
        int before = lines.flushes;
        while (lines.flushes == before) {
            Thread.sleep(20);
            tail.read(lines);
        }
    }

    /** While it is written, by a thread that is interrupted again and again. */
    @Test
    void aGrowingChunkHasWhatTheJdkReadsInTheEnd() throws Exception {
        Path whole = folder.resolve("whole.jfr");
        Lines lines = new Lines();
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ThreadPark").withoutThreshold().withStackTrace();
            recording.enable("jdk.ThreadSleep").withoutThreshold().withStackTrace();
            recording.enable("jdk.ThreadStart").withStackTrace();
            recording.start();
            try (ChunkTail tail = ChunkTail.open(newestChunk())) {
                work("first", 50);
                awaitFlush(tail, lines);
                work("second", 50);
                Late late = new Late();
                late.text = "new";
                late.type = Late.class;
                late.commit();
                Thread.currentThread().interrupt();
                tail.read(lines);
                assertThat(Thread.interrupted()).isTrue();
                awaitFlush(tail, lines);
                assertThat(tail.isFinished()).isFalse();
                work("third", 50);
                recording.stop();
                recording.dump(whole);
                tail.read(lines);
                assertThat(tail.isFinished()).isTrue();
                assertThat(tail.read(lines)).isFalse();
                assertThat(tail.lostBytes() + tail.unread()).isZero();
            }
        }
        EventLines jdk = new EventLines(Map.of());
        new JdkSource().read(ChunkWalk.of(whole).chunks().get(0), jdk);
        assertThat(lines.begins).isEqualTo(1);
        assertThat(lines.flushes).isGreaterThanOrEqualTo(3);
        assertThat(jdk.events)
                .anyMatch(line -> line.startsWith("test.Late") && line.contains("ChunkTailTest"));
        assertThat(jdk.events).hasSizeGreaterThan(300);
        assertThat(lines.lines.events).containsExactlyElementsOf(jdk.events);
    }

    /** Whoever comes late hears of each flush all the same, and of each event once. */
    @Test
    void aFinishedChunkIsReadFromFlushToFlush() throws Exception {
        for (Path recording : Recordings.fixtures()) {
            for (Chunk chunk : ChunkWalk.of(recording).chunks()) {
                EventLines own = new EventLines(Map.of());
                new ChunkSource().read(chunk, own);
                Lines lines = new Lines();
                Path alone = Recordings.alone(chunk, folder);
                try (ChunkTail tail = ChunkTail.open(alone)) {
                    assertThat(tail.read(lines)).isTrue();
                    assertThat(tail.isFinished()).isTrue();
                }
                Files.delete(alone);
                assertThat(lines.lines.events).hasSameSizeAs(own.events);
                assertThat(lines.flushes).isPositive();
            }
        }
    }

    /** Takes what comes in parts, and looks whether they are in order. */
    private static final class Parts implements ChunkTail.Handler {
        final Set<Long> ahead = new HashSet<>();
        final Set<Long> numbers = new HashSet<>();
        int parts;
        int misplaced;
        int flushes;
        private long before = Long.MIN_VALUE;
        private long newest = Long.MIN_VALUE;

        @Override
        public void begin() {}

        @Override
        public void ahead(JfrEvent event) {
            ahead.add(event.number("number"));
        }

        @Override
        public void event(JfrEvent event) {
            numbers.add(event.number("number"));
            misplaced += event.startTicks() < before ? 1 : 0;
            newest = Math.max(newest, event.startTicks());
        }

        @Override
        public void part(long ticks) {
            parts++;
            misplaced += newest < ticks ? 0 : 1;
            before = ticks;
        }

        @Override
        public void flush() {
            flushes++;
            before = Long.MIN_VALUE;
            newest = Long.MIN_VALUE;
        }
    }

    @Name("test.Many")
    static final class Many extends Event {
        long number;

        // Nine bytes each, so that it is much, of few events.
        long first = Long.MAX_VALUE;
        long second = Long.MAX_VALUE;
        long third = Long.MAX_VALUE;
    }

    private static void commitMany(int from, int count) {
        for (int i = from; i < from + count; i++) {
            Many many = new Many();
            many.number = i;
            many.commit();
        }
    }

    /** Each thread's events stand together, and nobody could keep all of them to sort them. */
    @Test
    void whatIsTooMuchForMemoryComesInPartsInTheOrderOfTime() throws Exception {
        int count = 30_000;
        Path whole = folder.resolve("many.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("test.Many").withoutStackTrace();
            recording.start();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int from = i * count;
                threads.add(Script.start("many-" + i, () -> commitMany(from, count)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            recording.dump(whole);
        }
        Parts parts = new Parts();
        for (Chunk chunk : ChunkWalk.of(whole).chunks()) {
            Path alone = Recordings.alone(chunk, folder);
            try (ChunkTail tail = ChunkTail.open(alone)) {
                tail.read(parts);
                assertThat(tail.lostBytes()).isZero();
            }
        }
        assertThat(parts.numbers).hasSize(5 * count);
        assertThat(parts.numbers.containsAll(parts.ahead)).isTrue();
        assertThat(parts.misplaced).isZero();
        assertThat(parts.parts).as("parts of %d events", parts.ahead.size()).isGreaterThan(1);
    }

    /**
     * What is not flushed may be half an event, and a header that is being changed says nothing.
     */
    @Test
    void aHeaderThatIsBeingChangedIsNotBelieved() throws Exception {
        Chunk chunk = ChunkWalk.of(Recordings.fixtures().get(0)).chunks().get(0);
        Path growing = Recordings.alone(chunk, folder);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(growing));
        Files.write(growing, bytes.put(STATE_AT, (byte) 0xFF).array());
        Lines lines = new Lines();
        try (ChunkTail tail = ChunkTail.open(growing)) {
            assertThat(tail.read(lines)).isFalse();
            Files.write(growing, bytes.put(STATE_AT, (byte) 7).array());
            assertThat(tail.read(lines)).isTrue();
            assertThat(tail.isFinished()).isFalse();
            Files.write(growing, bytes.put(STATE_AT, (byte) 0).array());
            assertThat(tail.read(lines)).isFalse();
            assertThat(tail.isFinished()).isTrue();
        }
    }

    @Test
    void whatIsDamagedIsCountedAndTheRestRead() throws Exception {
        Chunk chunk = ChunkWalk.of(Recordings.fixtures().get(0)).chunks().get(0);
        Path damaged = Recordings.alone(chunk, folder);
        byte[] bytes = Files.readAllBytes(damaged);
        List<String> all = new ArrayList<>();
        try (ChunkTail tail = ChunkTail.open(damaged)) {
            Lines lines = new Lines();
            tail.read(lines);
            all.addAll(lines.lines.events);
        }
        Events.zeroOne(bytes);
        Files.write(damaged, bytes);
        Lines lines = new Lines();
        try (ChunkTail tail = ChunkTail.open(damaged)) {
            tail.read(lines);
            assertThat(tail.lostBytes()).isPositive();
        }
        assertThat(lines.lines.events.size()).isBetween(all.size() * 9 / 10, all.size() - 1);
    }
}
