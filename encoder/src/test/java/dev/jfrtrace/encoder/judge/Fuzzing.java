package dev.jfrtrace.encoder.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What tests that damage traces have in common. For longer by hand: {@code -Djfrtrace.fuzz.rounds=N
 * -Djfrtrace.fuzz.seed=N}, and {@code -Djfrtrace.fuzz.traces=FOLDER} for good traces to start from
 * besides those of the tests.
 */
public final class Fuzzing {
    private Fuzzing() {}

    public static int rounds(int otherwise) {
        return Integer.getInteger("jfrtrace.fuzz.rounds", otherwise);
    }

    /** Fixed, unless told. */
    public static Random random() {
        return new Random(Long.getLong("jfrtrace.fuzz.seed", 42));
    }

    /** These traces, and those of the folder, if one is named. */
    public static byte[][] with(List<byte[]> traces) throws IOException {
        List<byte[]> all = new ArrayList<>(traces);
        String folder = System.getProperty("jfrtrace.fuzz.traces");
        if (folder != null) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.sorted().toList()) {
                    all.add(Files.readAllBytes(file));
                }
            }
        }
        return all.toArray(new byte[0][]);
    }

    /** With up to three bytes changed, and now and then the end cut off. */
    public static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            // Lengths live on big numbers: 0xFF makes them.
            int value = random.nextInt(4) == 0 ? 0xFF : random.nextInt(256);
            bytes[random.nextInt(bytes.length)] = (byte) value;
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
