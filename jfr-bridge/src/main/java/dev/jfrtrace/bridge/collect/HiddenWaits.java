package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says which waits a recording could not show, from its settings. */
public final class HiddenWaits {
    private static final Map<JfrMapping, String> WAITS = waits();

    private HiddenWaits() {}

    private static Map<JfrMapping, String> waits() {
        Map<JfrMapping, String> names = new LinkedHashMap<>();
        names.put(JfrMapping.MONITOR_ENTER, "monitor enters");
        names.put(JfrMapping.MONITOR_WAIT, "Object.wait calls");
        names.put(JfrMapping.THREAD_PARK, "parks");
        names.put(JfrMapping.THREAD_SLEEP, "sleeps");
        names.put(JfrMapping.SOCKET_READ, "socket reads");
        names.put(JfrMapping.SOCKET_WRITE, "socket writes");
        names.put(JfrMapping.FILE_READ, "file reads");
        names.put(JfrMapping.FILE_WRITE, "file writes");
        return names;
    }

    /** As sentences. */
    public static List<String> of(Settings settings) {
        if (!settings.areKnown()) {
            return List.of("The recording does not say what it had switched on.");
        }
        Map<Long, List<String>> byThreshold = new LinkedHashMap<>();
        WAITS.forEach(
                (row, name) ->
                        byThreshold
                                .computeIfAbsent(
                                        settings.threshold(row.event()), t -> new ArrayList<>())
                                .add(name));
        List<String> sentences = new ArrayList<>();
        byThreshold.forEach(
                (threshold, names) -> {
                    String list = String.join(", ", names);
                    if (threshold == Settings.OFF) {
                        sentences.add(
                                "Not recorded: up to 100 ms they appear as running, longer ones as"
                                        + " blocked, reason unknown: "
                                        + list
                                        + ".");
                    } else if (threshold > 0) {
                        sentences.add(
                                "Under "
                                        + text(threshold)
                                        + " they appear as running: "
                                        + list
                                        + ".");
                    }
                });
        return sentences;
    }

    private static String text(long nanos) {
        if (nanos % 1_000_000 == 0) {
            return nanos / 1_000_000 + " ms";
        }
        return nanos % 1_000 == 0 ? nanos / 1_000 + " us" : nanos + " ns";
    }
}
