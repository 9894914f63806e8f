package dev.jfrtrace.bridge.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.Recordings;
import dev.jfrtrace.bridge.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The same recording gives the same bytes, run after run and on every JDK. Each fixture has the
 * SHA-256 of its trace beside it; since the build runs on several JDKs, that proves the second
 * half. After a change that is meant to change traces, this writes them anew:
 *
 * <pre>
 * mvn -B -pl jfr-bridge -am test -Dtest=SameBytesTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Djfrtrace.regenerate=true
 * </pre>
 */
class SameBytesTest {
    private static final boolean REGENERATE = Boolean.getBoolean("jfrtrace.regenerate");

    @TestFactory
    Stream<DynamicTest> isConvertedToTheSameBytes() {
        assertThat(Recordings.fixtures()).hasSizeGreaterThanOrEqualTo(2);
        return Recordings.fixtures().stream()
                .map(r -> DynamicTest.dynamicTest(r.getFileName().toString(), () -> compare(r)));
    }

    private static void compare(Path recording) throws IOException {
        byte[] first = convert(recording);
        byte[] second = convert(recording);
        assertThat(second).as("second conversion").isEqualTo(first);
        String name = recording.getFileName().toString().replace(".jfr", ".sha256");
        Path stored = recording.resolveSibling(name);
        if (REGENERATE) {
            Files.writeString(stored, Sha256.of(first) + "\n");
        }
        assertThat(stored).as("run with -Djfrtrace.regenerate=true to make it").exists();
        assertThat(Sha256.of(first))
                .as("SHA-256 of the trace, against %s", name)
                .isEqualTo(Files.readString(stored).strip());
    }

    private static byte[] convert(Path recording) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JfrToTrace.convert(recording, out, ConvertOptions.defaults());
        return out.toByteArray();
    }
}
