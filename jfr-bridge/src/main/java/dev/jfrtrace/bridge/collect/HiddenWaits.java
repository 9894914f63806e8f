package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Says which waits a recording could not show, from its settings. */
public final class HiddenWaits {
    private static final Map<JfrMapping, String> WAITS = waits();

    private static final String NOTHING = "";

    /** Where the names of waits go in a sentence. */
    private static final String LIST = "%s";

    private static final String OFF_IN_PART = "Not recorded for part of the time: %s.";

    private static final String OFF =
            "Not recorded: %s. Up to 100 ms they are shown as running, longer ones as blocked"
                    + " (unknown).";

    /** A thread that does nothing else says nothing at all. */
    private static final String TOO_SHORT =
            " were not recorded: %s. They are shown as running, and in threads that do little else"
                    + " as blocked (unknown).";

    private static final String TOO_MANY =
            " of each were recorded: %s. Of the rest, those up to 100 ms are shown as running,"
                    + " longer ones as blocked (unknown).";

    private static final String UNTOLD_ENDS =
            "Ends of virtual threads were not recorded, or only part of the time: threads whose end"
                    + " is unknown are shown to end at the last event that mentions them.";

    private static final String PAUSES =
            "Collector pauses were not recorded: a collection that stops all threads is shown as one"
                    + " pause; for other collections, no pauses are shown.";

    private static final String STANDSTILL =
            "JFR wrote none of its periodic events for %d s from %s on: most likely the machine slept,"
                    + " or the JVM was suspended or had no CPU. What is shown for threads in"
                    + " that time is unreliable.";

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
        names.put(JfrMapping.FILE_FORCE, "file forces");
        return names;
    }

    /** As sentences, with what else a recording could not show. */
    public static List<String> of(JvmRecording jvm) {
        List<String> sentences = new ArrayList<>(of(jvm.settings()));
        if (jvm.hasUntoldEnds()) {
            sentences.add(UNTOLD_ENDS);
        }
        if (jvm.lacksPauses()) {
            sentences.add(PAUSES);
        }
        Heartbeat.Pause standstill = jvm.standstill();
        if (standstill != null) {
            Instant from =
                    Instant.ofEpochSecond(0, jvm.wallNanosAtZero()).plusNanos(standstill.from());
            long seconds = Math.round(standstill.length() / 1e9);
            sentences.add(STANDSTILL.formatted(seconds, from.truncatedTo(ChronoUnit.SECONDS)));
        }
        return sentences;
    }

    /** As sentences. */
    public static List<String> of(Settings settings) {
        if (!settings.areKnown()) {
            return List.of("The recording does not contain its settings.");
        }
        List<String> sentences = new ArrayList<>();
        add(sentences, type -> ofThreshold(settings.threshold(type)));
        add(sentences, type -> settings.isOffInPart(type) ? OFF_IN_PART : NOTHING);
        add(
                sentences,
                type -> settings.isOn(type) ? ofRate(settings.mostPerSecond(type)) : NOTHING);
        return sentences;
    }

    /** A sentence for all waits of which the same is to be said. */
    private static void add(List<String> sentences, Function<String, String> said) {
        Map<String, String> lists = new LinkedHashMap<>();
        WAITS.forEach(
                (row, name) -> lists.merge(said.apply(row.event()), name, (a, b) -> a + ", " + b));
        lists.remove(NOTHING);
        lists.forEach((what, list) -> sentences.add(what.replace(LIST, list)));
    }

    private static String ofThreshold(long nanos) {
        if (nanos == Settings.OFF) {
            return OFF;
        }
        return nanos > 0 ? "Waits of less than " + text(nanos) + TOO_SHORT : NOTHING;
    }

    private static String ofRate(double perSecond) {
        return perSecond < Settings.UNLIMITED ? "At most " + rate(perSecond) + TOO_MANY : NOTHING;
    }

    private static String rate(double perSecond) {
        return perSecond >= 1
                ? Math.round(perSecond) + " a second"
                : Math.round(perSecond * 3_600) + " an hour";
    }

    private static String text(long nanos) {
        if (nanos % 1_000_000 == 0) {
            return nanos / 1_000_000 + " ms";
        }
        return nanos % 1_000 == 0 ? nanos / 1_000 + " us" : nanos + " ns";
    }
}
