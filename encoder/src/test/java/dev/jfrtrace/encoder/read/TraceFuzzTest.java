package dev.jfrtrace.encoder.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.judge.AllEvents;
import dev.jfrtrace.encoder.judge.Fuzzing;
import dev.jfrtrace.encoder.read.raw.RawEvent;
import dev.jfrtrace.encoder.read.raw.RawReader;
import dev.jfrtrace.encoder.read.summary.Summarizer;
import dev.jfrtrace.encoder.read.text.EventText;
import dev.jfrtrace.encoder.read.text.RawText;
import dev.jfrtrace.encoder.read.text.RawTextReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes: the end is an end, or a TraceFormatException, soon, and with no more memory
 * than the input warrants. A failure names the round; {@link Fuzzing} says how to run it for
 * longer.
 */
class TraceFuzzTest {
    private static final int ROUNDS = Fuzzing.rounds(20_000);

    @Test
    void damagedTracesAreReadOrRefused() throws IOException {
        Random random = Fuzzing.random();
        byte[][] good = Fuzzing.with(withSeeds(goodTraces()));
        int read = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = Fuzzing.damaged(good[round % good.length], random);
            try {
                readAndPrint(bytes);
                read++;
            } catch (TraceFormatException e) {
                assertThat(e.offset()).isBetween(0L, (long) bytes.length);
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("round " + round, e);
            }
        }
        // Damage that never shows, or always does, would prove little.
        assertThat(read).isGreaterThan(ROUNDS / 40);
        assertThat(refused).isGreaterThan(ROUNDS / 4);
    }

    @Test
    void damagedTextsAreReadOrRefused() throws IOException {
        Random random = Fuzzing.random();
        String[] words = {"=", "data", "\"", "\\", "#", "nframes=", "99", "\n", "Stack", "-1", ""};
        byte[][] good = goodTraces();
        int refused = 0;
        for (int round = 0; round < ROUNDS / 10; round++) {
            String text = text(good[round % good.length]);
            int at = random.nextInt(text.length());
            int until = Math.min(text.length(), at + random.nextInt(6));
            String word = words[random.nextInt(words.length)];
            String damaged = text.substring(0, at) + word + text.substring(until);
            try (RawTextReader reader = new RawTextReader(new StringReader(damaged))) {
                while (reader.next() != null) {
                    assertThat(reader.version()).isNotNull();
                }
            } catch (TraceFormatException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("round " + round + "\n" + damaged, e);
            }
        }
        assertThat(refused).isGreaterThan(ROUNDS / 40);
    }

    private static List<byte[]> withSeeds(byte[][] good) {
        List<byte[]> all = new ArrayList<>(List.of(good));
        FuzzSeeds.all().forEach(seed -> all.add(seed.bytes()));
        return all;
    }

    private static void readAndPrint(byte[] bytes) throws IOException {
        try (RawReader raw = new RawReader(new ByteArrayInputStream(bytes))) {
            for (RawEvent e = raw.next(); e != null; e = raw.next()) {
                RawText.append(new StringBuilder(), e);
            }
        } catch (TraceFormatException e) {
            // The other reader may come further, or less far; both must come to an end.
            assertThat(e).hasNoCause();
        }
        StringBuilder out = new StringBuilder();
        EventText text = new EventText(out, ZoneOffset.UTC);
        Summarizer summarizer = new Summarizer();
        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(bytes))) {
            for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
                out.setLength(0);
                text.append(e);
                summarizer.add(e);
            }
        } finally {
            assertThat(summarizer.finish().duration()).isNotNegative();
        }
    }

    private static String text(byte[] trace) throws IOException {
        StringBuilder text = new StringBuilder();
        try (RawReader raw = new RawReader(new ByteArrayInputStream(trace))) {
            text.append(RawText.header(raw.version())).append('\n');
            for (RawEvent e = raw.next(); e != null; e = raw.next()) {
                RawText.append(text, e);
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** All kinds of events, in traces of some hundred bytes. */
    private static byte[][] goodTraces() throws IOException {
        String[] versions =
                Arrays.stream(TraceVersion.values())
                        .map(TraceVersion::toString)
                        .toArray(String[]::new);
        byte[][] traces = new byte[versions.length][];
        for (int i = 0; i < versions.length; i++) {
            traces[i] = AllEvents.trace(TraceVersion.values()[i]);
            assertThat(TraceReaderTest.events(traces[i])).hasSizeGreaterThan(40);
        }
        assertThat(new String(traces[0], StandardCharsets.ISO_8859_1)).startsWith("go 1.22");
        return traces;
    }
}
