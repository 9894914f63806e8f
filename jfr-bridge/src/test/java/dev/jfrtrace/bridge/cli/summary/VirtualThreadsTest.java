package dev.jfrtrace.bridge.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jfrtrace.bridge.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a summary says of virtual threads whose waits JFR does not know. */
class VirtualThreadsTest {
    private static final long UNKNOWN_CARRIER = 3_000_000_003L;

    @TempDir private Path folder;

    private Path trace(long carrier, long blocked) throws IOException {
        return new JvmStory()
                .vmIsIdle(0)
                .thread(0, 7, "platform")
                .waits(1, 7, "unknown")
                .carried(0, 8, "virtual", carrier)
                .waits(blocked, 8, "unknown")
                .end(1000, folder);
    }

    @Test
    void whatCouldBeKnownIsSaid() throws IOException {
        Path trace = trace(UNKNOWN_CARRIER, 200);
        String note =
                "VIRTUAL: what 1 virtual thread waited for is unknown for 80.1 % of their time."
                        + " 'jfrtrace record --vthreads' shows it, on JDK 21 and 25.";

        assertThat(Run.of("summary", trace).outText()).contains("\n  " + note + "\n");
        JsonNode json = new ObjectMapper().readTree(Run.of("summary", "--json", trace).out());
        assertThat(json.get("virtual").asText()).isEqualTo(note);
    }

    @Test
    void whereItIsLittleOrTheCarrierIsKnownNothingIs() throws IOException {
        assertThat(Run.of("summary", trace(UNKNOWN_CARRIER, 950)).outText())
                .doesNotContain("VIRTUAL");
        assertThat(Run.of("summary", trace(42, 200)).outText()).doesNotContain("VIRTUAL");
    }
}
