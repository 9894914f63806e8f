package dev.jfrtrace.bridge.record;

import dev.jfrtrace.api.TraceOptions;
import dev.jfrtrace.bridge.agent.AgentEvents;
import dev.jfrtrace.bridge.live.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What another JVM is to record: a preset, and what the agent has to say. */
public final class RecordSettings {
    private RecordSettings() {}

    /** By JFR's names, {@code event#setting}; a new map. */
    public static Map<String, String> of(RecordOptions options) {
        TraceOptions preset = TraceOptions.builder(options.preset()).build();
        Map<String, String> settings = Presets.ofRecording(preset);
        settings.putAll(options.settings());
        settings.putAll(AgentEvents.settings(settings, options.levels()));
        // Those of the agent's events, too.
        settings.putAll(options.settings());
        return settings;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** Writes settings in the form that JFR reads, a {@code .jfc}. */
    static void write(Map<String, String> settings, Path file) throws IOException {
        Files.writeString(file, xml(settings, "jfrtrace"));
    }

    /**
     * The same as text.
     *
     * @param settings each named {@code event#setting}
     * @param label by which Mission Control lists the file, and tells it from others
     */
    public static String xml(Map<String, String> settings, String label) {
        Map<String, Map<String, String>> events = new TreeMap<>();
        settings.forEach(
                (name, value) -> {
                    int hash = name.indexOf('#');
                    events.computeIfAbsent(name.substring(0, hash), e -> new TreeMap<>())
                            .put(name.substring(hash + 1), value);
                });
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<configuration version=\"2.0\" label=\"")
                .append(escaped(label))
                .append("\" provider=\"jfrtrace\">\n");
        events.forEach((event, values) -> append(xml, event, values));
        return xml.append("</configuration>\n").toString();
    }

    private static void append(StringBuilder xml, String event, Map<String, String> values) {
        xml.append("  <event name=\"").append(escaped(event)).append("\">\n");
        values.forEach(
                (name, value) ->
                        xml.append("    <setting name=\"")
                                .append(escaped(name))
                                .append("\">")
                                .append(escaped(value))
                                .append("</setting>\n"));
        xml.append("  </event>\n");
    }
}
