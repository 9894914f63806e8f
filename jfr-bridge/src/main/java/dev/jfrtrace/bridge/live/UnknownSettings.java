package dev.jfrtrace.bridge.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.SettingDescriptor;

/** Finds settings that JFR takes without a word, and that have no effect. */
final class UnknownSettings {
    /** Events of others may be registered later. */
    private static final String JDK = "jdk.";

    private UnknownSettings() {}

    /** As sentences. */
    static List<String> of(Map<String, String> settings) {
        List<String> sentences = new ArrayList<>();
        for (String name : settings.keySet()) {
            int hash = name.indexOf('#');
            String event = name.substring(0, hash);
            Optional<EventType> type = type(event);
            if (type.isEmpty() && event.startsWith(JDK)) {
                sentences.add("No effect: " + name + ", for this JDK has no event " + event + ".");
            } else if (type.isPresent() && !has(type.get(), name.substring(hash + 1))) {
                sentences.add("No effect: " + name + ", which is no setting of that event.");
            }
        }
        return sentences;
    }

    private static Optional<EventType> type(String name) {
        return FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .filter(type -> type.getName().equals(name))
                .findFirst();
    }

    private static boolean has(EventType type, String setting) {
        return type.getSettingDescriptors().stream()
                .map(SettingDescriptor::getName)
                .anyMatch(setting::equals);
    }
}
