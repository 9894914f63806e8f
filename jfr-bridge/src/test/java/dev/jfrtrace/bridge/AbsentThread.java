package dev.jfrtrace.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Trace;
import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkWalk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jdk.jfr.Recording;

/**
 * A thread that two chunks have events of, of which the second has its id alone: as JDK 17 leaves
 * one that ends just when JFR begins the chunk. That comes by chance; here the thread's constant
 * gets another key.
 */
public final class AbsentThread {
    public static final String NAME = "ends between chunks";

    /** The category of what it logs. */
    public static final String LOG = "absent";

    /** How often it logs in each chunk. */
    public static final int LOGS = 5;

    /** As JFR writes it: 3 for UTF-8, the length, the text. */
    private static final byte[] TEXT =
            ("\3" + (char) NAME.length() + NAME).getBytes(StandardCharsets.UTF_8);

    private AbsentThread() {}

    /** What the thread does, under a recording that is on. */
    public static void work() throws Exception {
        Script.start(
                        NAME,
                        () -> {
                            log();
                            beginChunk();
                            log();
                        })
                .join();
    }

    private static void log() {
        for (int i = 0; i < LOGS; i++) {
            Trace.log(LOG, "message " + i);
        }
    }

    /** JFR does so for each recording that starts. */
    private static void beginChunk() {
        try (Recording other = new Recording()) {
            other.start();
        }
    }

    /**
     * Takes the thread's constant out of all chunks but the first that has it, in the file itself.
     */
    public static Path lose(Path recording) throws IOException {
        byte[] bytes = Files.readAllBytes(recording);
        int chunksWithIt = 0;
        for (Chunk chunk : ChunkWalk.of(recording).chunks()) {
            List<Integer> names = names(bytes, chunk);
            chunksWithIt += names.isEmpty() ? 0 : 1;
            // In a constant it stands twice: as the system's name, and as Java's.
            for (int i = 0; i < names.size() && chunksWithIt > 1; i += 2) {
                changeKey(bytes, names.get(i));
            }
        }
        assertThat(chunksWithIt).as("chunks that name the thread").isGreaterThan(1);
        return Files.write(recording, bytes);
    }

    private static List<Integer> names(byte[] bytes, Chunk chunk) {
        int begin = (int) chunk.offset();
        return IntStream.range(begin, (int) (begin + chunk.header().size() - TEXT.length))
                .filter(at -> Arrays.equals(bytes, at, at + TEXT.length, TEXT, 0, TEXT.length))
                .boxed()
                .toList();
    }

    /** The key stands before the constant's first field, and ends with a byte below 128. */
    private static void changeKey(byte[] bytes, int text) {
        boolean isOneByte = bytes[text - 2] >= 0;
        bytes[text - 1] = (byte) (isOneByte ? 0 : 0x7F);
    }

    /** All that it logged is in the trace, on one goroutine, which has its name. */
    public static void assertShown(ParsedTrace trace) {
        List<ParsedTrace.Event> logs = trace.logs(LOG);
        assertThat(logs).hasSize(2 * LOGS);
        assertThat(logs).extracting(ParsedTrace.Event::g).containsOnly(logs.get(0).g());
        assertThat(trace.groups().get(logs.get(0).g())).isEqualTo(NAME);
    }
}
