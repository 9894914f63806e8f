package dev.jfrtrace.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
                                "No effect: jdk.ThreadPark#treshold, which is no setting of that"
                                        + " event.",
                                "No effect: jdk.NoSuch#enabled, for this JDK has no event"
                                        + " jdk.NoSuch."));
    }
}
