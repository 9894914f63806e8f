package dev.jfrtrace.bridge.record;

import dev.jfrtrace.api.Preset;
import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.bridge.agent.AgentEvents;
import dev.jfrtrace.bridge.agent.AgentLevel;
import dev.jfrtrace.bridge.live.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What another JVM is to record: a preset, and what the agent has to say. */
final class RecordSettings {
    private RecordSettings() {}

    /** By JFR's names, {@code event#setting}. */
    static Map<String, String> of(Preset preset, Set<AgentLevel> levels) {
        Map<String, String> settings = Presets.ofRecording(TraceOptions.builder(preset).build());
        settings.putAll(AgentEvents.settings(settings, levels));
        return settings;
    }

    /** Writes settings in the form that JFR reads. */
    static void write(Map<String, String> settings, Path file) throws IOException {
        Map<String, Map<String, String>> events = new TreeMap<>();
        settings.forEach(
                (name, value) -> {
                    int hash = name.indexOf('#');
                    events.computeIfAbsent(name.substring(0, hash), e -> new TreeMap<>())
                            .put(name.substring(hash + 1), value);
                });
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<configuration version=\"2.0\">\n");
        events.forEach((event, values) -> append(xml, event, values));
        Files.writeString(file, xml.append("</configuration>\n"));
    }

    private static void append(StringBuilder xml, String event, Map<String, String> values) {
        xml.append("  <event name=\"").append(event).append("\">\n");
        values.forEach(
                (name, value) ->
                        xml.append("    <setting name=\"")
                                .append(name)
                                .append("\">")
                                .append(value)
                                .append("</setting>\n"));
        xml.append("  </event>\n");
    }
}
