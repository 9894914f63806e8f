package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.bridge.MadeRecording;
import dev.jfrtrace.bridge.mapping.Family;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.bridge.source.JfrSource;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.bridge.source.Losses;
import dev.jfrtrace.bridge.source.RecordingException;
import dev.jfrtrace.encoder.format.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of a chunk, and what is not. */
class CollectorTest {
    private static final long SECOND = 1_000_000_000;
    private static final Set<Family> ALL = EnumSet.allOf(Family.class);

    private final MadeRecording recording =
            new MadeRecording(new ChunkHeader(2, 1, 1_000, 77, 10 * SECOND, SECOND, SECOND));
    private final JfrThread thread = recording.thread("worker", 7, 700);

    /** Whether the chunk is used. */
    private static boolean read(Collector collector, Chunk chunk) throws IOException {
        return collector.join(collector.reading(chunk, n -> {}).run()).isKept();
    }

    private static JvmRecording collect(Collector collector, MadeRecording made)
            throws IOException {
        assertThat(read(collector, made.chunk())).isTrue();
        return collector.jvms().get(0);
    }

    private long endTime() throws IOException {
        try (Collector collector = new Collector(recording, ALL)) {
            return collect(collector, recording).endTime() - JvmRecording.START;
        }
    }

    @Test
    void theRecordingEndsWithItsLastEvent() throws IOException {
        assertThat(endTime()).isZero();
        recording.event("test.Act").at(3 * SECOND);
        recording.event("test.Act").from(SECOND, 5 * SECOND);
        assertThat(endTime()).isEqualTo(5 * SECOND);
    }

    /** A loaded JVM takes seconds to finish a chunk, and then lists what happened before. */
    @Test
    void whatIsWrittenWhenTheChunkHasEndedDoesNotMoveTheEnd() throws IOException {
        recording.event("test.Act").at(9 * SECOND);
        recording.event("DeprecatedInvocation").at(13 * SECOND);
        assertThat(endTime()).isEqualTo(9 * SECOND);
        try (Collector collector = new Collector(recording, ALL)) {
            JvmRecording jvm = collect(collector, recording);
            assertThat(jvm.tickRate()).isEqualTo(1);
            assertThat(jvm.read()).containsEntry("jdk.DeprecatedInvocation", 1L);
        }
        recording.event("Deoptimization").at(13 * SECOND);
        try (Collector collector = new Collector(recording, ALL)) {
            assertThat(collect(collector, recording).tickRate()).isEqualTo(1.3);
        }
    }

    /** Some durations are garbage, and some headers are written too early. */
    @Test
    void anEndInTheFutureIsNotBelieved() throws IOException {
        recording.event("test.Act").at(3 * SECOND);
        recording.event("test.Act").from(4 * SECOND, 1_000_000 * SECOND);
        assertThat(endTime()).isEqualTo(4 * SECOND);
        recording.event("test.Act").at(100 * SECOND);
        assertThat(endTime()).isEqualTo(100 * SECOND);
        recording.event("test.Act").at(100_000 * SECOND);
        assertThat(endTime()).isEqualTo(100 * SECOND);
    }

    @Test
    void familiesThatAreOffAreCounted() throws IOException {
        recording.event("ThreadPark").on(thread);
        recording.event("ThreadPark").on(thread);
        recording.event("FileRead").on(thread);
        recording.event("Whatever").on(thread);
        try (Collector collector =
                new Collector(recording, EnumSet.complementOf(EnumSet.of(Family.LOCKS)))) {
            JvmRecording jvm = collect(collector, recording);
            assertThat(jvm.excluded()).containsOnlyKeys("jdk.ThreadPark");
            assertThat(jvm.excluded()).containsEntry("jdk.ThreadPark", 2L);
            assertThat(jvm.read()).containsEntry("jdk.ThreadPark", 2L);
            RecordStream records = collector.records(jvm);
            List<Integer> rows = new ArrayList<>();
            for (JfrRecord r = nextEvent(records); r != null; r = nextEvent(records)) {
                rows.add(r.row);
            }
            assertThat(rows)
                    .containsExactlyInAnyOrder(
                            JfrMapping.FILE_READ.ordinal(), JfrMapping.OTHER.ordinal());
        }
    }

    /** The next record that is of an event, and not of a name that a chunk tells. */
    private static JfrRecord nextEvent(RecordStream records) throws IOException {
        JfrRecord record = records.next();
        while (record != null && record.row == JfrMapping.THREAD_NAME.ordinal()) {
            record = records.next();
        }
        return record;
    }

    /** JDK 9 and 10 have another prefix. */
    @Test
    void oldNamesAreRead() throws IOException {
        recording.event("com.oracle.jdk.ThreadPark").on(thread);
        recording
                .event("com.oracle.jdk.JVMInformation")
                .with("pid", 5)
                .with("jvmStartTime", 1_000L);
        recording
                .event("com.oracle.jdk.ActiveSetting")
                .with("id", recording.typeId("com.oracle.jdk.ThreadPark"))
                .with("name", "enabled")
                .with("value", "true");
        try (Collector collector = new Collector(recording, ALL)) {
            JvmRecording jvm = collect(collector, recording);
            assertThat(jvm.identity()).isEqualTo("5@1000");
            assertThat(jvm.settings().threshold("jdk.ThreadPark")).isZero();
            assertThat(jvm.read())
                    .containsOnlyKeys("jdk.ThreadPark", "jdk.JVMInformation", "jdk.ActiveSetting");
            assertThat(collector.records(jvm).next().row)
                    .isEqualTo(JfrMapping.THREAD_PARK.ordinal());
        }
    }

    @Test
    void deepStacksKeepTheirRoot() throws IOException {
        String[] frames =
                IntStream.range(0, 500).mapToObj(i -> "a.Deep.level" + i).toArray(String[]::new);
        recording.event("test.Act").on(thread).in(frames);
        try (Collector collector = new Collector(recording, ALL)) {
            JvmRecording jvm = collect(collector, recording);
            int[] ids = jvm.stacks().stack(collector.records(jvm).next().stack);
            assertThat(ids).hasSize(Limits.MAX_FRAMES_PER_STACK);
            assertThat(jvm.stacks().frame(ids[0])).isEqualTo(new JfrFrame("a.Deep", "level0", 1));
            assertThat(jvm.stacks().frame(ids[ids.length - 1]))
                    .isEqualTo(new JfrFrame("a.Deep", "level499", 1));
        }
    }

    @Test
    void framesOfHiddenClassesAreFolded() throws IOException {
        recording.event("test.Act").on(thread).in("a.B$$Lambda$1/0x1.run", "a.B.run");
        recording.event("test.Act").on(thread).in("a.B$$Lambda$2/0x2.run", "a.B.run");
        try (Collector collector = new Collector(recording, ALL)) {
            JvmRecording jvm = collect(collector, recording);
            RecordStream records = collector.records(jvm);
            int[] first = jvm.stacks().stack(records.next().stack);
            int[] second = jvm.stacks().stack(records.next().stack);
            assertThat(second).isEqualTo(first);
            assertThat(jvm.stacks().frame(first[0]).type()).isEqualTo("a.B$$Lambda");
        }
    }

    @Test
    void aSourceThatGivesUpWithoutAWordIsReported() throws IOException {
        recording.event("test.Act").on(thread);
        JfrSource silent =
                (chunk, handler) -> {
                    recording.read(chunk, handler);
                    return Losses.of(3);
                };
        try (Collector collector = new Collector(silent, ALL)) {
            assertThat(collector.reading(recording.chunk(), n -> {}).run().losses())
                    .isEqualTo(Losses.of(3));
        }
    }

    @Test
    void aSecondCopyOfAChunkIsLeftOut() throws IOException {
        recording.event("test.Act").on(thread);
        try (Collector collector = new Collector(recording, ALL)) {
            assertThat(read(collector, recording.chunk())).isTrue();
            assertThat(read(collector, recording.chunk())).isFalse();
            assertThat(collector.jvms()).hasSize(1);
            assertThat(collector.jvms().get(0).chunkCount()).isEqualTo(1);
        }
    }

    @Test
    void aDamagedChunkIsLeftOutAsAWhole() throws IOException {
        recording.event("test.Act").on(thread);
        Chunk bad = new Chunk(recording.chunk().file(), 5, recording.chunk().header());
        try (Collector collector =
                new Collector(
                        (chunk, handler) -> {
                            Losses losses = recording.read(chunk, handler);
                            if (chunk == bad) {
                                throw new RecordingException(chunk.file(), "is damaged");
                            }
                            return losses;
                        },
                        ALL)) {
            assertThatThrownBy(() -> read(collector, bad)).isInstanceOf(RecordingException.class);
            assertThat(collector.jvms()).isEmpty();
            JvmRecording jvm = collect(collector, recording);
            RecordStream records = collector.records(jvm);
            assertThat(nextEvent(records)).isNotNull();
            assertThat(nextEvent(records)).isNull();
        }
    }

    @Test
    void lostBytesAreTheSumOfThreadsTotals() throws IOException {
        recording.event("DataLoss").with("amount", 8L).with("total", 8L);
        recording.event("DataLoss").with("amount", 8L).with("total", 1_900L);
        recording.event("DataLoss").with("amount", 8L).with("total", 16L);
        try (Collector collector = new Collector(recording, ALL)) {
            assertThat(collect(collector, recording).lostBytes()).isEqualTo(1_916);
        }
    }
}
