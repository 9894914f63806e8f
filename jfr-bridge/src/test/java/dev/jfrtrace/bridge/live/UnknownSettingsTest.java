package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnknownSettingsTest {
    @Test
    void whatHasNoEffectIsTold() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("jdk.ThreadPark#threshold", "5 ms");
        settings.put("jdk.ThreadPark#treshold", "5 ms");
        settings.put("jdk.NoSuch#enabled", "true");
        settings.put("later.Event#enabled", "true");
        assertThat(UnknownSettings.of(settings))
                .isEqualTo(
                        List.of(
                                "No effect: jdk.ThreadPark#treshold: that event has no such"
                                        + " setting.",
                                "No effect: jdk.NoSuch#enabled: this JDK has no event"
                                        + " jdk.NoSuch."));
    }

    @Test
    void ofARecordingNoEventComesLater(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            recording.stop();
            recording.dump(file);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("jdk.ThreadPark#threshold", "5 ms");
        settings.put("jdk.ThreadPark#treshold", "5 ms");
        settings.put("never.Event#enabled", "true");
        assertThat(UnknownSettings.of(settings, file))
                .containsExactly(
                        "No effect: jdk.ThreadPark#treshold: that event has no such setting.",
                        "No effect: never.Event#enabled: there was no event never.Event.");
    }
}
