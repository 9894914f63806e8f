package dev.jfrtrace.bridge.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.SettingDescriptor;
import jdk.jfr.consumer.RecordingFile;

/** Finds settings that JFR takes without a word, and that have no effect. */
public final class UnknownSettings {
    /** Events of others may be registered later. */
    private static final String JDK = "jdk.";

    private UnknownSettings() {}

    /** Those of this JVM, as sentences. */
    static List<String> of(Map<String, String> settings) {
        return of(settings, FlightRecorder.getFlightRecorder().getEventTypes(), false);
    }

    /**
     * Those that a recording was made with, as sentences; of any JVM, which may know other events
     * than this one.
     *
     * @param settings by names such as {@code jdk.ThreadPark#threshold}
     * @throws IOException when the recording cannot be read
     */
    public static List<String> of(Map<String, String> settings, Path recording) throws IOException {
        try (RecordingFile file = new RecordingFile(recording)) {
            return of(settings, file.readEventTypes(), true);
        }
    }

    private static List<String> of(
            Map<String, String> settings, List<EventType> types, boolean isOver) {
        List<String> sentences = new ArrayList<>();
        for (String name : settings.keySet()) {
            int hash = name.indexOf('#');
            String event = name.substring(0, hash);
            Optional<EventType> type = type(event, types);
            if (type.isEmpty() && event.startsWith(JDK)) {
                sentences.add("No effect: " + name + ": this JDK has no event " + event + ".");
            } else if (type.isEmpty() && isOver) {
                sentences.add("No effect: " + name + ": there was no event " + event + ".");
            } else if (type.isPresent() && !has(type.get(), name.substring(hash + 1))) {
                sentences.add("No effect: " + name + ": that event has no such setting.");
            }
        }
        return sentences;
    }

    private static Optional<EventType> type(String name, List<EventType> types) {
        return types.stream().filter(type -> type.getName().equals(name)).findFirst();
    }

    private static boolean has(EventType type, String setting) {
        return type.getSettingDescriptors().stream()
                .map(SettingDescriptor::getName)
                .anyMatch(setting::equals);
    }
}
