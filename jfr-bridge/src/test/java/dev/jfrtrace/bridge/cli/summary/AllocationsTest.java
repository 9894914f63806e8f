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
                "alloc|a.Small, 24 bytes",
                "alloc|byte[], about 1.5 MB",
                "alloc|2048 bytes, requires a collection",
                "mine|byte[], about 90 MB");
    }

    private String summary(String... options) throws IOException {
        Path trace = Files.write(folder.resolve("a.trace"), allocating());
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
        assertThat(allocated.get(1).get("bytes").asLong()).isEqualTo(22_024);
        assertThat(allocated.get(1).get("count").asLong()).isEqualTo(3);
    }

    @Test
    void peopleSeeTheSame() throws IOException {
        assertThat(summary())
                .contains("Allocated, by class and method")
                .containsPattern("1\\.5 MB +98\\.6 % +1 +byte\\[\\]");
    }
}
