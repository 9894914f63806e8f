package dev.jfrtrace.bridge.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.bridge.agent.AgentEvents;
import dev.jfrtrace.bridge.agent.AgentLevel;
import dev.jfrtrace.bridge.agent.boot.VirtualThreadPark;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import jdk.jfr.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another JVM is told to record. */
class RecordSettingsTest {
    @TempDir private Path folder;

    private static Map<String, String> with(String name, String value, AgentLevel... levels) {
        return RecordSettings.of(
                new RecordOptions(Preset.FULL, Map.of(name, value), Set.of(levels), null));
    }

    /** Of the thresholds that go with those of parks as well: see {@link AgentEvents}. */
    @Test
    void whatTheUserSetsWinsOverThePreset() {
        String park = VirtualThreadPark.NAME + "#threshold";

        assertThat(with("jdk.ThreadPark#threshold", "7 ms", AgentLevel.VTHREADS))
                .containsEntry("jdk.ThreadPark#threshold", "7 ms")
                .containsEntry(park, "7 ms");
        assertThat(with(park, "7 ms", AgentLevel.VTHREADS))
                .containsEntry("jdk.ThreadPark#threshold", "0 ms")
                .containsEntry(park, "7 ms");
        assertThat(with("jdk.ActiveSetting#enabled", "false"))
                .containsEntry("jdk.ActiveSetting#enabled", "false");
    }

    /** The judge is JFR, which reads it. */
    @Test
    void jfrReadsWhatIsWritten() throws Exception {
        Path file = folder.resolve("settings.jfc");
        Map<String, String> settings = with("com.acme.<\"&>#a<b\"&", "<&\"'>");

        RecordSettings.write(settings, file);

        assertThat(Configuration.create(file).getSettings()).isEqualTo(settings);
    }
}
