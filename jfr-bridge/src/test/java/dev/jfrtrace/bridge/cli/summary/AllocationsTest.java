package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.cli.Run;
import dev.jfrtrace.bridge.translate.Cast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a summary says of who fills the heap. */
class AllocationsTest {
    @TempDir private Path folder;

    /** Many small ones, a few that are large, and what is no allocation. */
    static byte[] allocating() throws IOException {
        return CpuShortageTest.bytes(
                Cast.VM_G,
                "alloc|a.Small, about 10 kB",
                "alloc|a.Small, about 12 kB",
                "alloc|byte[], about 1.5 MB",
                "alloc|2048 bytes, requires a collection",
                "mine|byte[], about 90 MB");
    }

    private String summary(String... options) throws IOException {
        return summaryOf(allocating(), options);
    }

    private String summaryOf(byte[] bytes, String... options) throws IOException {
        Path trace = Files.write(folder.resolve("a.trace"), bytes);
        Object[] words = new Object[options.length + 2];
        words[0] = "summary";
        System.arraycopy(options, 0, words, 1, options.length);
        words[options.length + 1] = trace;
        return Run.of(words).outText();
    }

    @Test
    void classesAreRankedByBytesAndNotByCount() throws IOException {
        JsonNode allocated = new ObjectMapper().readTree(summary("--json")).get("allocated");
        assertThat(allocated).hasSize(2);
        assertThat(allocated.get(0).get("class").asText()).isEqualTo("byte[]");
        assertThat(allocated.get(0).get("bytes").asLong()).isEqualTo(1_500_000);
        assertThat(allocated.get(0).get("count").asLong()).isEqualTo(1);
        assertThat(allocated.get(1).get("class").asText()).isEqualTo("a.Small");
        assertThat(allocated.get(1).get("bytes").asLong()).isEqualTo(22_000);
        assertThat(allocated.get(1).get("count").asLong()).isEqualTo(2);
    }

    @Test
    void peopleSeeTheSame() throws IOException {
        assertThat(summary())
                .contains("Allocated, by class and method")
                .containsPattern("1\\.5 MB +98\\.6 % +1 +byte\\[\\]");
    }

    /** The same bytes would count twice. */
    @Test
    void samplesGiveWayWhereEachNewBufferIsTold() throws IOException {
        String[] both = {
            "alloc|a.Small, about 900 kB",
            "alloc|a.Small, 24 bytes in a new TLAB of about 500 kB",
            "alloc|byte[], 400000 bytes"
        };
        assertThat(summaryOf(CpuShortageTest.bytes(Cast.VM_G, both)))
                .containsPattern("500\\.0 KB +55\\.6 % +1 +a\\.Small")
                .containsPattern("400\\.0 KB +44\\.4 % +1 +byte\\[\\]");
        both[1] = "alloc|byte[], 300000 bytes";
        assertThat(summaryOf(CpuShortageTest.bytes(Cast.VM_G, both)))
                .containsPattern("900\\.0 KB +100\\.0 % +1 +a\\.Small");
    }
}
