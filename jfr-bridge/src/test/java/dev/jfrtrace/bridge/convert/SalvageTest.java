package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.source.RecordingException;
import dev.jfrtrace.encoder.judge.GoJudge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a damaged recording exactly that is converted which the damage left whole. */
@Timeout(300)
class SalvageTest {
    private static final int SIZE_AT = 8;
    private static final int CONSTANTS_AT = 16;
    private static final int METADATA_AT = 24;
    private static final int DURATION_AT = 40;
    private static final int TICKS_PER_SECOND_AT = 56;
    private static final int STATE_AT = 64;

    @TempDir private Path folder;

    private byte[] whole;
    private Events events;

    @BeforeEach
    void readFixture() throws IOException {
        whole = Files.readAllBytes(Recordings.fixture("jdk25-Z-orders"));
        events = Events.of(whole);
    }

    private ConversionReport convert(byte[] bytes) throws IOException {
        Path in = Files.write(folder.resolve("damaged.jfr"), bytes);
        Path out = folder.resolve("out.trace");
        ConversionReport report = JfrToTrace.convert(in, out, ConvertOptions.defaults());
        GoJudge judge = GoJudge.require();
        for (TraceReport trace : report.traces()) {
            assertThat(trace.refusalTexts()).isEmpty();
            judge.parsed(trace.path(), line -> {});
        }
        return report;
    }

    private static byte[] with(byte[] bytes, int at, long value) {
        byte[] copy = bytes.clone();
        ByteBuffer.wrap(copy).putLong(at, value);
        return copy;
    }

    private static long delivered(ConversionReport report) {
        return report.traces().stream().mapToLong(TraceReport::eventsRead).sum();
    }

    private static void assertLost(ConversionReport report, String why) {
        assertThat(report.lost()).isNotEmpty();
        assertThat(report.warnings()).hasSameSizeAs(report.lost());
        assertThat(report.lost()).anyMatch(part -> part.why().contains(why));
    }

    /** One that a JVM wrote just now, which has its metadata in front as well. */
    private static byte[] recorded(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("recorded.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
            recording.start();
            for (int i = 0; i < 3_000; i++) {
                LockSupport.parkNanos(1_000);
            }
            // Once a second JFR writes what it has, metadata first.
            Thread.sleep(1_500);
            for (int i = 0; i < 3_000; i++) {
                LockSupport.parkNanos(1_000);
            }
            recording.stop();
            recording.dump(file);
        }
        return Files.readAllBytes(file);
    }

    @Test
    void ofAChunkThatIsCutAllThatIsThere() throws Exception {
        byte[] bytes = recorded(folder);
        Events of = Events.of(bytes);
        int firstTypes = of.of(Events.METADATA).get(0).end();
        int converted = 0;
        for (int percent = 10; percent < 100; percent += 10) {
            int length = (int) ((long) bytes.length * percent / 100);
            byte[] cut = Arrays.copyOf(bytes, length);
            if (length < firstTypes) {
                assertThatThrownBy(() -> convert(cut))
                        .isInstanceOf(RecordingException.class)
                        .hasMessageContaining("has no metadata");
                continue;
            }
            ConversionReport report = convert(cut);
            assertThat(delivered(report)).as("%d %%", percent).isEqualTo(of.before(length));
            assertLost(report, "the file was cut off");
            long missing = report.lost().get(report.lost().size() - 1).bytes();
            int end =
                    of.all().stream()
                            .mapToInt(Events.Event::end)
                            .filter(e -> e <= length)
                            .max()
                            .orElseThrow();
            assertThat(missing).isEqualTo(bytes.length - end);
            converted++;
        }
        assertThat(converted).isGreaterThan(2);
    }

    @Test
    void ofAChunkWithoutItsLastBytesAllBefore() throws Exception {
        byte[] bytes = recorded(folder);
        ConversionReport report = convert(Arrays.copyOf(bytes, bytes.length - 100));
        assertThat(delivered(report)).isEqualTo(Events.of(bytes).before(bytes.length - 100));
    }

    @Test
    void ofAFileWithAnythingBehindItsChunkAllOfTheChunk() throws IOException {
        byte[] noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        for (byte[] tail : List.of(new byte[10_000], noise, "FLR".getBytes())) {
            ConversionReport report = convert(join(whole, tail));
            assertThat(delivered(report)).isEqualTo(events.count());
            assertLost(report, "is not a JFR recording");
            assertThat(report.lost())
                    .extracting(LostPart::bytes)
                    .containsExactly((long) tail.length);
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {SIZE_AT, CONSTANTS_AT, METADATA_AT, DURATION_AT})
    void ofAChunkWhoseHeaderIsWrongAll(int field) throws IOException {
        long length = whole.length;
        for (long value :
                new long[] {0, -1, 68, 100, length - 1, length + 1, 1L << 40, Long.MIN_VALUE}) {
            ConversionReport report = convert(with(whole, field, value));
            assertThat(delivered(report)).as("%d", value).isEqualTo(events.count());
            assertThat(report.lost().isEmpty()).as("%d", value).isEqualTo(field != SIZE_AT);
        }
    }

    @Test
    void ofAChunkThatIsNotFinishedAll() throws IOException {
        byte[] open = whole.clone();
        open[STATE_AT] = 5;
        ConversionReport report = convert(open);
        assertThat(delivered(report)).isEqualTo(events.count());
        assertLost(report, "it is not finished: its JVM was killed, or is still writing it");
    }

    /** JVMs put a copy of the header at the end. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE})
    void ofAChunkWithoutAClockAll(long ticks) throws IOException {
        ConversionReport report = convert(with(whole, TICKS_PER_SECOND_AT, ticks));
        assertThat(delivered(report)).isEqualTo(events.count());
        assertLost(report, "clock has " + ticks + " ticks per second; the copy of its header");
    }

    @Test
    void nothingOfAChunkWithoutAClockOrACopyOfIt() {
        byte[] cut = Arrays.copyOf(whole, whole.length - 50);
        assertThatThrownBy(() -> convert(with(cut, TICKS_PER_SECOND_AT, 0)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("clock has 0 ticks per second");
    }

    @ParameterizedTest
    @ValueSource(shorts = {0, 3, -1})
    void nothingOfAChunkOfAnotherVersion(short major) {
        byte[] other = whole.clone();
        ByteBuffer.wrap(other).putShort(4, major);
        assertThatThrownBy(() -> convert(other))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("has format version " + major);
    }

    /** Zeros in events; in texts they are as good as any. */
    @Test
    void ofAChunkWithAPageOfZerosAllAroundIt() throws IOException {
        int first = events.of(Events.CONSTANTS).get(1).end();
        int page = 4096;
        int exact = 0;
        for (int at = first; at < 60_000; at += page + 1) {
            byte[] bytes = whole.clone();
            Arrays.fill(bytes, at, at + page, (byte) 0);
            ConversionReport report = convert(bytes);
            long left = events.outside(at, at + page);
            assertThat(delivered(report)).as("from %d", at).isBetween(left, left + 1);
            if (delivered(report) == left) {
                exact++;
                assertLost(report, "damaged");
                assertThat(report.lost().get(0).bytes()).isGreaterThanOrEqualTo(page - 2);
            }
        }
        assertThat(exact).isGreaterThan(5);
    }

    /** Some bits change a value and nothing else, which nobody can see. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 200})
    void ofAChunkWithFlippedBitsAllThatTheyAreNotIn(int bits) throws IOException {
        int from = events.of(Events.CONSTANTS).get(1).end();
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            byte[] bytes = whole.clone();
            Set<Events.Event> touched = new HashSet<>();
            for (int i = 0; i < bits; i++) {
                int at = from + random.nextInt(70_000 - from);
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                events.all().stream().filter(e -> e.touches(at, at + 1)).forEach(touched::add);
            }
            long hit = touched.stream().filter(Events.Event::isOrdinary).count();
            assertThat(delivered(convert(bytes)))
                    .as("seed %d", seed)
                    .isBetween(events.count() - hit, events.count());
        }
    }

    /** Without that type no stack can be read: what is left is worth as much as before. */
    @Test
    void ofAChunkWithATypeThatIsWrongAllEventsOfOtherTypes() throws IOException {
        byte[] bytes = whole.clone();
        int types = events.of(Events.METADATA).get(0).at();
        bytes[indexOf(bytes, "\3int", types) + 1] = 'u';
        ConversionReport report = convert(bytes);
        assertThat(delivered(report)).isBetween(1L, events.count() - 1);
        assertThat(report.lost()).extracting(LostPart::why).containsOnly("damaged");
    }

    private static int indexOf(byte[] bytes, String text, int from) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text, from);
    }

    @Test
    void ofManyChunksAllThatAreWhole() throws IOException {
        byte[] other = Files.readAllBytes(Recordings.fixture("jdk17-G1-orders"));
        long ofOther = Events.of(other).count();
        byte[] cut = Arrays.copyOf(whole, 50_000);
        byte[] noEnd = with(whole, SIZE_AT, 0);
        assertThat(delivered(convert(join(whole, other)))).isEqualTo(events.count() + ofOther);
        assertThat(delivered(convert(join(other, whole)))).isEqualTo(events.count() + ofOther);
        assertThat(delivered(convert(join(other, cut)))).isEqualTo(ofOther);
        assertThat(delivered(convert(join(cut, other)))).isEqualTo(ofOther);
        assertThat(delivered(convert(join(noEnd, other)))).isEqualTo(events.count() + ofOther);
        assertThat(delivered(convert(join(other, whole, other))))
                .isEqualTo(events.count() + ofOther);
        byte[] secondHalf =
                Arrays.copyOfRange(join(whole, other), 200_000, whole.length + other.length);
        assertThat(delivered(convert(secondHalf))).isEqualTo(ofOther);
    }
}
