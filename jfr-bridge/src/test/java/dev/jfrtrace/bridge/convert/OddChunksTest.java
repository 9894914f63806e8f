package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.convert.Oddity.Kind;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkWalk;
import dev.jfrtrace.bridge.source.RecordingException;
import dev.jfrtrace.bridge.truth.Program;
import dev.jfrtrace.encoder.read.EventKind;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chunks of one JVM in an order, or a number, that no JVM leaves them in: it is said, with where.
 */
@Timeout(120)
class OddChunksTest {
    private static final int START_AT = 32;
    private static final int DURATION_AT = 40;
    private static final int FLAGS_AT = 67;
    private static final int TICKS_PER_SECOND_AT = 56;

    private static final long LENGTH = 200;

    private static byte[][] chunks;

    /** A recording that JFR is made to cut into chunks, and one that begins a while later. */
    @BeforeAll
    static void record(@TempDir Path folder) throws Exception {
        Path first = folder.resolve("first.jfr");
        Path second = folder.resolve("second.jfr");
        try (Recording recording = new Recording()) {
            begin(recording);
            for (int i = 0; i < 3; i++) {
                Thread.sleep(LENGTH);
                recording.dump(folder.resolve("cut.jfr"));
            }
            end(recording, first);
        }
        Thread.sleep(LENGTH);
        try (Recording recording = new Recording()) {
            begin(recording);
            end(recording, second);
        }
        byte[] both = join(Files.readAllBytes(first), Files.readAllBytes(second));
        Path file = Files.write(folder.resolve("both.jfr"), both);
        List<Chunk> walk = ChunkWalk.of(file).chunks();
        assertThat(walk).hasSizeGreaterThanOrEqualTo(5);
        chunks = walk.stream().map(c -> part(both, c)).toArray(byte[][]::new);
    }

    private static void begin(Recording recording) {
        recording.enable("jdk.ThreadSleep").withThreshold(Duration.ZERO);
        recording.enable("jdk.JVMInformation");
        recording.start();
    }

    private static void end(Recording recording, Path file) throws Exception {
        Thread.sleep(LENGTH);
        recording.stop();
        recording.dump(file);
    }

    private static byte[] part(byte[] all, Chunk chunk) {
        int at = (int) chunk.offset();
        return Arrays.copyOfRange(all, at, at + (int) chunk.length());
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    @TempDir private Path folder;

    private ConversionReport convert(byte[]... parts) throws IOException {
        Path in = Files.write(folder.resolve("in.jfr"), join(parts));
        return JfrToTrace.convert(in, folder.resolve("out.trace"), ConvertOptions.defaults());
    }

    private static void assertOdd(ConversionReport report, Kind kind, long offset, String text) {
        assertThat(report.oddities())
                .anySatisfy(
                        odd -> {
                            assertThat(odd.kind()).isEqualTo(kind);
                            assertThat(odd.offset()).isEqualTo(offset);
                            assertThat(odd.text()).contains(text);
                            assertThat(report.warnings()).contains(odd.toString());
                        });
        assertThat(report.lost()).isEmpty();
    }

    private static Instant start(byte[] chunk) {
        return Instant.ofEpochSecond(0, ByteBuffer.wrap(chunk).getLong(START_AT));
    }

    private static Duration length(byte[] chunk) {
        return Duration.ofNanos(ByteBuffer.wrap(chunk).getLong(40));
    }

    @Test
    void chunksOfARecordingFollowOneAnother() throws IOException {
        ConversionReport report = convert(chunks[0], chunks[1], chunks[2], chunks[3]);
        assertThat(report.oddities()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.jvms()).isEqualTo(1);
    }

    @Test
    void aMissingOneIsAGap() throws IOException {
        ConversionReport report = convert(chunks[0], chunks[2], chunks[3]);
        assertOdd(report, Kind.GAP, chunks[0].length, "a chunk is missing");
        Oddity gap = report.oddities().get(0);
        assertThat(Duration.between(gap.from(), start(chunks[1])).abs()).isLessThan(ofMillis(1));
        assertThat(Duration.between(gap.to(), start(chunks[2])).abs()).isLessThan(ofMillis(1));
        assertThat(report.oddities()).hasSize(1);
        assertThat(gapsIn(report.traces().get(0).path())).containsExactly(gap.text());
    }

    /** Calls a method that is deprecated from JDK 19 on. */
    static final class Caller {
        private Caller() {}

        /** Takes nothing. */
        public static void main(String[] args) {
            System.out.println(Thread.currentThread().getId());
        }
    }

    /**
     * JDK 22 and later list calls of deprecated methods when a chunk has ended, if they record from
     * the JVM's start on.
     */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_22)
    void whatIsWrittenBehindTheEndDoesNotMoveIt() throws Exception {
        Path file = folder.resolve("deprecated.jfr");
        Program.run(
                folder,
                List.of(
                        Program.JAVA,
                        "-XX:StartFlightRecording:jdk.DeprecatedInvocation#level=all,filename="
                                + file,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Caller.class.getName()));
        byte[] chunk = Files.readAllBytes(file);
        Instant end = start(chunk).plus(length(chunk));
        assertThat(RecordingFile.readAllEvents(file))
                .filteredOn(event -> event.getEventType().getName().contains("Deprecated"))
                .isNotEmpty()
                .allMatch(event -> event.getStartTime().isAfter(end));
        ConversionReport report = convert(chunk);
        TraceReport trace = report.traces().get(0);
        assertThat(trace.durationNanos()).isLessThanOrEqualTo(length(chunk).toNanos());
        assertThat(trace.events().get("jdk.DeprecatedInvocation")).containsOnlyKeys(Fate.NOT_USED);
        assertThat(report.warnings()).isEmpty();
    }

    /** A chunk of which nothing can be read is nobody's: the trace nearby tells it. */
    @Test
    void oneThatIsLostWholeIsToldWhereItWas() throws IOException {
        for (int lost = 0; lost < 3; lost++) {
            byte[][] parts = {chunks[0], chunks[1], chunks[2]};
            int metadata = (int) ByteBuffer.wrap(parts[lost]).getLong(24);
            parts[lost] = Arrays.copyOf(parts[lost], parts[lost].length);
            Arrays.fill(parts[lost], metadata, parts[lost].length, (byte) 0);
            ConversionReport report = convert(parts);
            assertThat(report.lost()).hasSize(1);
            assertThat(gapsIn(report.traces().get(0).path()))
                    .as("of %s", report.warnings())
                    .containsOnlyOnce(report.lost().get(0).what());
        }
    }

    @Test
    void whatIsNoChunkIsToldByTheTraceBeforeIt() throws IOException {
        byte[] page = new byte[5_000];
        Arrays.fill(page, (byte) 'x');
        ConversionReport report = convert(chunks[0], page, chunks[1]);
        assertThat(report.lost()).hasSize(1);
        assertThat(gapsIn(report.traces().get(0).path()))
                .containsExactly(report.lost().get(0).what());
    }

    /** What the trace says that it lacks. */
    private static List<String> gapsIn(Path trace) throws IOException {
        List<String> gaps = new ArrayList<>();
        try (TraceReader reader = TraceReader.of(Files.newInputStream(trace))) {
            for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
                if (e.kind() == EventKind.LOG && e.name().equals("gap")) {
                    gaps.add(e.message());
                }
            }
        }
        return gaps;
    }

    private static Duration ofMillis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void aPauseBetweenRecordingsIsNoMissingChunk() throws IOException {
        byte[] last = chunks[chunks.length - 1];
        byte[] before = chunks[chunks.length - 2];
        ConversionReport report = convert(before, last);
        assertOdd(report, Kind.GAP, before.length, "or the JVM did not record");
        Duration pause = Duration.between(start(before).plus(length(before)), start(last));
        Oddity gap = report.oddities().get(0);
        assertThat(Duration.between(gap.from(), gap.to()).minus(pause).abs())
                .isLessThan(ofMillis(20));
    }

    @Test
    void inReverseTheyArePutInOrder() throws IOException {
        TraceReport inOrder = convert(chunks[0], chunks[1], chunks[2]).traces().get(0);
        ConversionReport report = convert(chunks[2], chunks[1], chunks[0]);
        assertOdd(report, Kind.OUT_OF_ORDER, chunks[2].length, "put in its place");
        assertOdd(report, Kind.OUT_OF_ORDER, chunks[2].length + chunks[1].length, "in front of it");
        assertThat(report.oddities()).hasSize(2);
        assertThat(report.traces()).hasSize(1);
        TraceReport reversed = report.traces().get(0);
        assertThat(reversed.events()).isEqualTo(inOrder.events());
        assertThat(reversed.durationNanos()).isEqualTo(inOrder.durationNanos());
    }

    @Test
    void twiceTheSameIsLeftOut() throws IOException {
        ConversionReport once = convert(chunks[0], chunks[1]);
        ConversionReport report = convert(chunks[0], chunks[1], chunks[0]);
        long offset = chunks[0].length + chunks[1].length;
        assertOdd(report, Kind.COPY, offset, "a copy of the chunk at offset 0, and left out");
        assertThat(events(report)).isEqualTo(events(once));
    }

    private static long events(ConversionReport report) {
        return report.traces().stream().mapToLong(TraceReport::eventsRead).sum();
    }

    @Test
    void ofTwoCopiesTheOneWithMoreIsUsed() throws IOException {
        byte[] whole = Files.readAllBytes(Recordings.fixture("jdk25-Z-orders"));
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, 40_000, 44_000, (byte) 0);
        long once = events(convert(whole));
        assertThat(events(convert(damaged))).isLessThan(once);
        ConversionReport report = convert(damaged, chunks[0], whole);
        assertOdd(
                report,
                Kind.COPY,
                0,
                "a copy of the chunk at offset " + (whole.length + chunks[0].length));
        assertThat(events(report)).isEqualTo(once + events(convert(chunks[0])));
        ConversionReport wholeFirst = convert(whole, damaged);
        assertOdd(wholeFirst, Kind.COPY, whole.length, "a copy of the chunk at offset 0, and left");
        assertThat(events(wholeFirst)).isEqualTo(once);
    }

    @Test
    void chunksThatOverlapAreBothShown() throws IOException {
        byte[] moved = chunks[1].clone();
        ByteBuffer header = ByteBuffer.wrap(moved);
        header.putLong(40, header.getLong(40) + 1_000_000_000);
        ConversionReport report = convert(chunks[0], moved, chunks[2]);
        assertOdd(
                report, Kind.OVERLAP, chunks[0].length + moved.length, "both are shown completely");
    }

    @Test
    void flagsOfUnknownMeaningAreNamed() throws IOException {
        byte[] flagged = chunks[0].clone();
        flagged[FLAGS_AT] |= 0x40;
        ConversionReport report = convert(flagged);
        assertOdd(report, Kind.FLAGS, 0, "0x40");
        assertThat(events(report)).isEqualTo(events(convert(chunks[0])));
    }

    /** The flag alone may be damaged: what it says shows in the first event. */
    @Test
    void numbersThatAreNotCompressedAreRefused() throws IOException {
        byte[] flagged = chunks[0].clone();
        flagged[FLAGS_AT] &= ~1;
        assertThat(events(convert(flagged))).isEqualTo(events(convert(chunks[0])));
        ByteBuffer.wrap(flagged).putInt(68, 100).putLong(72, 0);
        assertThatThrownBy(() -> convert(flagged))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("has numbers that are not compressed");
    }

    /** The chunks are whole: only the packing tells that there were more. */
    @Test
    void packedDataThatEndsWithAChunkIsCutAllTheSame() throws IOException {
        byte[] whole = chunks[0];
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        GZIPOutputStream stream = new GZIPOutputStream(packed, true);
        stream.write(whole);
        stream.flush();
        Path in = Files.write(folder.resolve("in.jfr.gz"), packed.toByteArray());
        Path out = folder.resolve("out.trace");
        ConversionReport report = JfrToTrace.convert(in, out, ConvertOptions.defaults());
        assertCut(report, in, whole.length);
        assertThat(events(report)).isEqualTo(events(convert(whole)));
        ByteArrayInputStream fed = new ByteArrayInputStream(packed.toByteArray());
        ConversionReport ofStream =
                JfrToTrace.convert(fed, new ByteArrayOutputStream(), ConvertOptions.defaults());
        assertCut(ofStream, Path.of("(stream)"), whole.length);
    }

    private static void assertCut(ConversionReport report, Path in, long offset) {
        assertThat(report.lost())
                .singleElement()
                .isEqualTo(
                        new LostPart(
                                in,
                                offset,
                                0,
                                null,
                                null,
                                Map.of(),
                                "here the gzip data is cut off or damaged"));
    }

    /** HotSpot takes the frequency from the processor's name, which a virtual machine makes up. */
    @Test
    void ticksThatDoNotKeepTimeAreToldOf() throws IOException {
        byte[][] slow = Arrays.stream(chunks).limit(4).map(byte[]::clone).toArray(byte[][]::new);
        for (byte[] chunk : slow) {
            ByteBuffer header = ByteBuffer.wrap(chunk);
            header.putLong(TICKS_PER_SECOND_AT, header.getLong(TICKS_PER_SECOND_AT) / 2);
        }
        ConversionReport report = convert(slow);
        assertOdd(report, Kind.CLOCK, 0, "2.00 times as fast");
        assertThat(report.oddities()).hasSize(1);
        assertThat(report.jvms()).isEqualTo(1);
        assertThat(report.traces().get(0).count(Fate.NO_LENGTH)).isZero();
    }

    /**
     * As on a laptop that is closed for the night: chunks behind have later dates, not later ticks.
     */
    @ParameterizedTest
    @ValueSource(longs = {3, 30_000})
    void aMachineThatSleptIsToldOf(long seconds) throws IOException {
        byte[][] slept = Arrays.stream(chunks).limit(4).map(byte[]::clone).toArray(byte[][]::new);
        for (int i = 1; i < slept.length; i++) {
            ByteBuffer header = ByteBuffer.wrap(slept[i]);
            int at = i == 1 ? DURATION_AT : START_AT;
            header.putLong(at, header.getLong(at) + seconds * 1_000_000_000);
        }
        ConversionReport report = convert(slept);
        assertOdd(report, Kind.SLEPT, chunks[0].length, "s more than the JVM's ticks");
        assertThat(report.oddities()).hasSize(1);
        assertThat(report.jvms()).isEqualTo(1);
        assertThat(events(report)).isEqualTo(events(convert(Arrays.copyOf(chunks, 4))));
    }

    /** What one chunk says is no word about the others. */
    @Test
    void aClockThatWasPutBackIsToldOfOnceAndNoOtherChunkIsBlamed() throws IOException {
        byte[][] set = longer(Arrays.copyOf(chunks, 3));
        addTo(set[0], DURATION_AT, -5_000_000_000L);
        for (byte[] chunk : List.of(set[1], set[2])) {
            addTo(chunk, START_AT, -5_000_000_000L);
        }
        ConversionReport report = convert(set);
        assertOdd(report, Kind.SLEPT, 0, "advanced 5.000 s less than the JVM's ticks");
        assertThat(report.oddities()).hasSize(1);
    }

    /** How fast its ticks go, those chunks tell in which it did not. */
    @Test
    void aMachineWithOddTicksMaySleep() throws IOException {
        byte[][] slept = longer(Arrays.copyOf(chunks, 4));
        for (byte[] chunk : slept) {
            long ticksPerSecond = ByteBuffer.wrap(chunk).getLong(TICKS_PER_SECOND_AT);
            addTo(chunk, TICKS_PER_SECOND_AT, ticksPerSecond / 4);
        }
        addTo(slept[1], DURATION_AT, 30_000_000_000L);
        for (byte[] chunk : List.of(slept[2], slept[3])) {
            addTo(chunk, START_AT, 30_000_000_000L);
        }
        ConversionReport report = convert(slept);
        assertOdd(report, Kind.CLOCK, 0, "0.80 times as fast");
        assertOdd(report, Kind.SLEPT, slept[0].length, "advanced 30.0");
        assertThat(report.oddities()).hasSize(2);
    }

    /** The same chunks as if they had taken a hundred times as long. */
    private static byte[][] longer(byte[][] chunks) {
        byte[][] longer = Arrays.stream(chunks).map(byte[]::clone).toArray(byte[][]::new);
        long start = ByteBuffer.wrap(longer[0]).getLong(START_AT);
        for (byte[] chunk : longer) {
            addTo(chunk, START_AT, 99 * (ByteBuffer.wrap(chunk).getLong(START_AT) - start));
            addTo(chunk, DURATION_AT, 99 * ByteBuffer.wrap(chunk).getLong(DURATION_AT));
            long ticksPerSecond = ByteBuffer.wrap(chunk).getLong(TICKS_PER_SECOND_AT);
            addTo(chunk, TICKS_PER_SECOND_AT, ticksPerSecond / 100 - ticksPerSecond);
        }
        return longer;
    }

    private static void addTo(byte[] chunk, int at, long number) {
        ByteBuffer header = ByteBuffer.wrap(chunk);
        header.putLong(at, header.getLong(at) + number);
    }

    /** Version control that takes a recording for text leaves out bytes. */
    @Test
    void theCopyOfAHeaderIsNoChunkWhereBytesAreMissing() throws IOException {
        byte[] whole = chunks[0];
        int behindMetadata = whole.length - 1_000;
        byte[] damaged =
                join(
                        Arrays.copyOf(whole, behindMetadata),
                        Arrays.copyOfRange(whole, behindMetadata + 3, whole.length));
        ConversionReport report = convert(damaged, chunks[1]);
        assertThat(report.lost()).isNotEmpty();
        assertThat(report.lost())
                .noneSatisfy(part -> assertThat(part.why()).contains("no metadata"));
        assertThat(report.traces()).hasSize(1);
        assertThat(report.traces().get(0).chunks()).isEqualTo(2);
    }

    @Test
    void aWholeFixtureHasNothingOdd() throws IOException {
        for (Path fixture : Recordings.fixtures()) {
            Path out = folder.resolve("out.trace");
            assertThat(JfrToTrace.convert(fixture, out, ConvertOptions.defaults()).oddities())
                    .isEmpty();
        }
    }
}
