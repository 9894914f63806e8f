package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.source.LostBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records of any order come back in the order of their starts, the longer first. */
class RecordStreamTest {
    private static final int[] SLOTS = JfrMapping.slotCounts();
    private static final Comparator<Copy> ORDER =
            Comparator.comparingLong(Copy::start)
                    .thenComparing(Comparator.comparingLong(Copy::end).reversed());

    /** All that a record says; its number is in a slot. */
    private record Copy(
            int row, long start, long end, long thread, long stack, long number, String text) {
        static Copy of(JfrRecord record) {
            return new Copy(
                    record.row,
                    record.start,
                    record.end,
                    record.thread,
                    record.stack,
                    record.slots[0],
                    record.text);
        }

        JfrRecord toRecord() {
            JfrRecord record = new JfrRecord();
            record.row = row;
            record.start = start;
            record.end = end;
            record.thread = thread;
            record.stack = stack;
            record.slots[0] = number;
            record.text = text;
            return record;
        }
    }

    private static final JfrThread A = new JfrThread(0, 10, 100, "a", "a", false);
    private static final JfrThread B = new JfrThread(1, 11, 101, "b", "b", false);

    private final Random random = new Random(4711);
    private long number;

    private Copy made(long start, long end) {
        boolean hasText = random.nextInt(50) == 0;
        return new Copy(
                JfrMapping.TASK_END.ordinal(),
                start,
                end,
                random.nextInt(3) - 1,
                random.nextInt(1_000) - 1,
                ++number,
                hasText ? "x".repeat(random.nextInt(1_024)) : null);
    }

    private static List<Run> write(Spool spool, List<Copy> copies) throws IOException {
        RunWriter writer = new RunWriter(spool, SLOTS);
        for (Copy copy : copies) {
            writer.add(copy.toRecord());
        }
        return writer.finish();
    }

    private static List<Copy> read(Spool spool, Run run) throws IOException {
        RunReader reader = new RunReader(0, 0, run, spool, SLOTS);
        List<Copy> copies = new ArrayList<>();
        while (reader.advance()) {
            copies.add(Copy.of(reader.record));
        }
        return copies;
    }

    /** Of equal spans any may come first. */
    private static void assertSorted(List<Copy> found, List<Copy> written) {
        assertThat(found).isSortedAccordingTo(ORDER).hasSameSizeAs(written);
        Comparator<Copy> byNumber = Comparator.comparingLong(Copy::number);
        List<Copy> expected = new ArrayList<>(written);
        List<Copy> all = new ArrayList<>(found);
        expected.sort(byNumber);
        all.sort(byNumber);
        assertThat(all).isEqualTo(expected);
    }

    @Test
    void aRunIsSorted() throws IOException {
        List<Copy> copies = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            long start = random.nextInt(3_000);
            copies.add(made(start, start + random.nextInt(5)));
        }
        try (Spool spool = new Spool(1 << 20)) {
            List<Run> runs = write(spool, copies);
            assertThat(runs).hasSize(1);
            assertSorted(read(spool, runs.get(0)), copies);
        }
    }

    @Test
    void thereMayBeNoRecords() throws IOException {
        try (Spool spool = new Spool()) {
            assertThat(write(spool, List.of())).isEmpty();
        }
    }

    @Test
    void aRunMaySpanAllTicks() throws IOException {
        List<Copy> copies = new ArrayList<>();
        for (long start :
                new long[] {Long.MAX_VALUE, 0, Long.MIN_VALUE, 1L << 50, -1, Long.MIN_VALUE + 1}) {
            copies.add(made(start, start));
            copies.add(made(start, start == Long.MAX_VALUE ? start : start + 1));
        }
        try (Spool spool = new Spool()) {
            assertSorted(read(spool, write(spool, copies).get(0)), copies);
        }
    }

    /** Where a start just fits, and just does not fit, beside its index. */
    @Test
    void aRunMaySpanDays() throws IOException {
        for (long span : new long[] {(1L << 46) - 1, 1L << 46, (1L << 46) + 1}) {
            List<Copy> copies = new ArrayList<>(List.of(made(span - 5, span), made(-5, 0)));
            for (int i = 0; i < 100; i++) {
                copies.add(made(random.nextInt(100), 1_000));
            }
            try (Spool spool = new Spool()) {
                assertSorted(read(spool, write(spool, copies).get(0)), copies);
            }
        }
    }

    /** Three chunks of one JVM, several runs each, in any order and overlapping. */
    @Test
    void runsAreMergedOverAllChunks() throws IOException {
        try (Spool spool = new Spool(2 << 20);
                Spool stackBytes = new Spool()) {
            StackStore stacks = new StackStore(stackBytes);
            List<Copy> all = new ArrayList<>();
            JvmRecording jvm = null;
            for (int chunk = 2; chunk >= 0; chunk--) {
                List<Copy> copies = new ArrayList<>();
                for (int i = 0; i < 150_000; i++) {
                    long start = 1_000_000 + chunk * 150_000L + i + random.nextInt(100_000);
                    copies.add(made(start, start + (i % 100 == 0 ? 500_000 : random.nextInt(3))));
                }
                List<Run> runs = write(spool, copies);
                assertThat(runs).hasSize(2);
                all.addAll(copies);
                CollectedChunk collected = collected(stacks, runs, 1_000_000 + chunk);
                if (jvm == null) {
                    jvm = new JvmRecording(new Symbols(), stacks, collected);
                } else {
                    jvm.add(collected);
                }
            }
            RecordStream stream = jvm.records(spool, SLOTS);
            List<Copy> found = new ArrayList<>();
            for (JfrRecord record = stream.next(); record != null; record = stream.next()) {
                // Ticks are nanoseconds, and the first chunk starts at tick 1,000,000.
                record.start += 1_000_000 - JvmRecording.START;
                record.end += 1_000_000 - JvmRecording.START;
                found.add(Copy.of(record));
            }
            assertSorted(found, all);
            assertThat(stream.next()).isNull();
        }
    }

    private static ThreadRows rows(JfrThread... threads) {
        ThreadRows rows = new ThreadRows();
        for (JfrThread thread : threads) {
            rows.add(thread);
        }
        return rows;
    }

    private static CollectedChunk collected(StackStore stacks, List<Run> runs, long startTicks) {
        ChunkHeader header = new ChunkHeader(2, 1, 1_000, startTicks, 0, startTicks, 1_000_000_000);
        return new CollectedChunk(
                new Chunk(Path.of("made.jfr"), 0, header),
                null,
                false,
                rows(A, B),
                new IdSet(),
                new Symbols(),
                stacks.open(),
                runs,
                startTicks,
                null,
                Map.of(),
                Map.of(),
                new Settings(),
                new LostBytes());
    }

    @Test
    void threadsAndTextsOfAChunkBecomeThoseOfTheJvm() throws IOException {
        try (Spool spool = new Spool();
                Spool stackBytes = new Spool()) {
            StackStore stacks = new StackStore(stackBytes);
            JvmRecording jvm =
                    new JvmRecording(new Symbols(), stacks, collected(stacks, List.of(), 0));
            Symbols symbols = new Symbols();
            jvm.symbols().id("of another chunk");
            JfrRecord enter = new JfrRecord();
            enter.row = JfrMapping.MONITOR_ENTER.ordinal();
            enter.thread = 0;
            enter.stack = JfrRecord.NONE;
            enter.slots[0] = symbols.id("a.Lock");
            enter.slots[1] = 1;
            RunWriter writer = new RunWriter(spool, SLOTS);
            writer.add(enter);
            enter.slots[1] = JfrRecord.NONE;
            enter.thread = JfrRecord.NONE;
            writer.add(enter);
            CollectedChunk first = collected(stacks, writer.finish(), 5);
            jvm.add(
                    new CollectedChunk(
                            first.chunk(),
                            null,
                            false,
                            rows(B, A),
                            first.folded(),
                            symbols,
                            first.stacks(),
                            first.runs(),
                            5,
                            null,
                            Map.of(),
                            Map.of(),
                            new Settings(),
                            new LostBytes()));
            assertThat(jvm.threadCount()).isEqualTo(2);
            RecordStream stream = jvm.records(spool, SLOTS);
            JfrRecord record = stream.next();
            assertThat(record.thread).isEqualTo(1);
            assertThat(jvm.symbols().text(record.slots[0])).isEqualTo("a.Lock");
            assertThat(record.slots[1]).isZero();
            record = stream.next();
            assertThat(record.thread).isEqualTo(JfrRecord.NONE);
            assertThat(record.slots[1]).isEqualTo(JfrRecord.NONE);
            assertThat(stream.next()).isNull();
        }
    }
}
