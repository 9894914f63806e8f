package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.source.RecordingException;
import dev.jfrtrace.encoder.judge.GoJudge;
import dev.jfrtrace.encoder.judge.JudgedOnce;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged recordings are refused with a sentence, or become traces that Go takes; nothing else ever
 * happens, in good time. Damages are drawn by chance, the same in each run.
 */
@JudgedOnce
class DamagedRecordingsTest {
    private static final int CASES = 150;
    private static final int JUDGED = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Where the header says how long its chunk is. */
    private static final int SIZE_AT = 8;

    private static final int HEADER = 68;

    /** Where the header says where the metadata stands. */
    private static final int METADATA_OFFSET = 24;

    private static byte[] whole;

    @TempDir private Path folder;

    private Path out;
    private GoJudge judge;
    private int refused;
    private int converted;
    private int judged;

    @BeforeAll
    static void readFixture() throws IOException {
        whole = Files.readAllBytes(Recordings.fixture("jdk25-Z-orders"));
    }

    @BeforeEach
    void nameTrace() {
        out = folder.resolve("out.trace");
    }

    private void convertAll(BiFunction<byte[], Random, String> damage) throws IOException {
        for (int seed = 0; seed < CASES; seed++) {
            convert(damage, seed);
        }
        assertThat(refused + converted).isEqualTo(CASES);
    }

    private void convert(BiFunction<byte[], Random, String> damage, int seed) throws IOException {
        byte[] bytes = whole.clone();
        String what = damage.apply(bytes, new Random(seed));
        convert(bytes, "case " + seed + ", " + what);
    }

    private void convert(byte[] bytes, String what) throws IOException {
        Path in = Files.write(folder.resolve("damaged.jfr"), bytes);
        ConversionReport report =
                assertTimeoutPreemptively(LIMIT, () -> convertOrRefuse(in, what), what);
        if (report == null) {
            refused++;
            assertThat(out).as(what).doesNotExist();
            return;
        }
        converted++;
        for (TraceReport trace : report.traces()) {
            assertThat(trace.refusalTexts()).as(what).isEmpty();
            if (judge != null && judged < JUDGED) {
                judge.parsed(trace.path(), line -> {});
                judged++;
            }
            Files.delete(trace.path());
        }
    }

    private ConversionReport convertOrRefuse(Path in, String what) {
        try {
            return JfrToTrace.convert(in, out, ConvertOptions.defaults());
        } catch (RecordingException e) {
            assertThat(e.getMessage())
                    .as(what)
                    .startsWith(in + ": ")
                    .doesNotContain("null", "Cannot invoke")
                    .hasLineCount(1)
                    .hasSizeLessThan(500);
            return null;
        } catch (Exception | Error e) {
            throw new AssertionError(what + ": " + e, e);
        }
    }

    @Test
    void aFlippedBitDoesNoHarm() throws IOException {
        convertAll(DamagedRecordingsTest::flipBit);
        assertThat(refused).isPositive();
        assertThat(converted).isGreaterThan(JUDGED);
    }

    private static String flipBit(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return "byte " + at + " is now " + bytes[at];
    }

    /** Of overwritten blocks: a bit hardly ever shows. */
    @Test
    void goTakesWhatIsConverted() throws IOException {
        judge = GoJudge.require();
        for (int seed = CASES; judged < JUDGED; seed++) {
            convert(DamagedRecordingsTest::overwriteBlock, seed);
        }
        assertThat(refused).isPositive();
    }

    @Test
    void anyByteOfAHeaderMayBeWrong() throws IOException {
        convertAll(
                (bytes, random) -> {
                    int at = random.nextInt(HEADER);
                    bytes[at] = (byte) random.nextInt(256);
                    return "byte " + at + " is now " + bytes[at];
                });
        assertThat(refused).isPositive();
        assertThat(converted).isPositive();
    }

    @Test
    void aCutFileIsRefused() throws IOException {
        for (int seed = 0; seed < CASES; seed++) {
            int length = new Random(seed).nextInt(whole.length);
            convert(Arrays.copyOf(whole, length), "cut to " + length);
        }
        assertThat(refused).isEqualTo(CASES);
    }

    /** A chunk whose header was made to fit what is left of it. */
    @Test
    void aCutChunkIsRefused() throws IOException {
        for (int seed = 0; seed < CASES; seed++) {
            int length = HEADER + 1 + new Random(seed).nextInt(whole.length - HEADER - 1);
            byte[] cut = Arrays.copyOf(whole, length);
            ByteBuffer.wrap(cut).putLong(SIZE_AT, length);
            convert(cut, "chunk cut to " + length);
        }
        assertThat(refused).isEqualTo(CASES);
    }

    /** Numbers where texts are, texts where numbers are. */
    @Test
    void aBlockMayBeOverwritten() throws IOException {
        convertAll(DamagedRecordingsTest::overwriteBlock);
        assertThat(refused).isPositive();
    }

    private static String overwriteBlock(byte[] bytes, Random random) {
        int at = HEADER + random.nextInt(bytes.length - HEADER - 64);
        int from = HEADER + random.nextInt(bytes.length - HEADER - 64);
        int count = 1 + random.nextInt(64);
        System.arraycopy(bytes, from, bytes, at, count);
        return count + " bytes from " + from + " at " + at;
    }

    /** Its metadata is there, and nothing else. */
    @Test
    void whereNoEventIsLeftItIsToldWhatIsDamaged() throws IOException {
        byte[] bytes = whole.clone();
        int metadata = (int) ByteBuffer.wrap(bytes).getLong(METADATA_OFFSET);
        int size = 0;
        for (int i = 0; i < 3; i++) {
            size |= (bytes[metadata + i] & 0x7F) << 7 * i;
        }
        Arrays.fill(bytes, HEADER, metadata, (byte) 0);
        Arrays.fill(bytes, metadata + size, bytes.length, (byte) 0);
        Path in = Files.write(folder.resolve("empty.jfr"), bytes);
        assertThatThrownBy(() -> JfrToTrace.convert(in, out, ConvertOptions.defaults()))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("no event can be read: ")
                .hasMessageEndingWith("bytes from offset " + HEADER + " on are damaged");
    }

    /** The JDK's reader leaves the damaged one out, ours what is damaged; the report says so. */
    @Test
    void aDamagedChunkDoesNotHarmItsNeighbour() throws IOException {
        Path first = Recordings.fixture("jdk17-G1-orders");
        byte[] bytes = whole.clone();
        bytes[HEADER] = 0;
        bytes[HEADER + 1] = 0;
        Path damaged = Files.write(folder.resolve("second.jfr"), bytes);
        Path joined = Recordings.join(folder.resolve("joined.jfr"), damaged, first);
        ConvertOptions options = ConvertOptions.builder().reader(Reader.JDK).build();
        ConversionReport report = JfrToTrace.convert(joined, out, options);
        assertThat(report.traces()).hasSize(1);
        assertThat(report.lost())
                .singleElement()
                .asString()
                .startsWith(joined + " at offset 0: ")
                .contains("the chunk at offset 0 is damaged at its byte 68");
        ConversionReport own = JfrToTrace.convert(joined, out, ConvertOptions.defaults());
        assertThat(own.traces()).hasSize(2);
        assertThat(own.lost())
                .extracting(LostPart::offset)
                .contains((long) HEADER)
                .allMatch(offset -> offset < bytes.length);
    }
}
