package dev.jfrtrace.bridge.cli.report;

import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.convert.TraceReport;
import dev.jfrtrace.bridge.mapping.Fate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The lines of the report that say what is not in the trace, and why. */
final class Findings {
    /** Not in the trace, as it should be. */
    private static final Set<Fate> LEFT_OUT =
            EnumSet.of(
                    Fate.NOT_USED,
                    Fate.NESTED,
                    Fate.EXCLUDED,
                    Fate.FILTERED,
                    Fate.FOLDED,
                    Fate.OUTSIDE);

    /** Not in the trace, or not whole; a fate that is new is one until it is known to be none. */
    private static final Set<Fate> DAMAGE = damage();

    private static final List<Finding> BESIDE_FATES =
            List.of(
                    new Finding(
                            TraceReport::clippedAtEdge,
                            "began before the recording or the chosen time, and are cut there"),
                    new Finding(
                            TraceReport::cutStrings,
                            "texts longer than 1,024 bytes, and cut there"),
                    new Finding(
                            TraceReport::lostBytes,
                            "bytes of events that JFR itself lost: its buffers were full"),
                    new Finding(
                            TraceReport::hookFailures,
                            "events that the agent's hooks could not record: they failed"));

    private Findings() {}

    private static Set<Fate> damage() {
        Set<Fate> damage = EnumSet.complementOf(EnumSet.copyOf(LEFT_OUT));
        damage.removeAll(EnumSet.of(Fate.TRANSLATED, Fate.EVIDENCE));
        return damage;
    }

    /** A count, and what it counts. */
    private record Finding(ToLongFunction<TraceReport> count, String text) {}

    static List<String> of(TraceReport trace) {
        List<String> lines = new ArrayList<>();
        section(lines, "Left out:", fates(trace, LEFT_OUT));
        List<String> damage = fates(trace, DAMAGE);
        BESIDE_FATES.forEach(row -> add(damage, row.count.applyAsLong(trace), row.text));
        if (damage.isEmpty()) {
            lines.add("  Nothing that was read was clipped or lost.");
        }
        section(lines, "Clipped or lost:", damage);
        section(
                lines,
                "What the recording does not show:",
                trace.hidden().stream().map(sentence -> "    " + sentence).toList());
        lines.addAll(defects(trace));
        return lines;
    }

    private static void section(List<String> lines, String title, List<String> section) {
        if (!section.isEmpty()) {
            lines.add("  " + title);
            lines.addAll(section);
        }
    }

    private static List<String> fates(TraceReport trace, Set<Fate> fates) {
        List<String> lines = new ArrayList<>();
        for (Fate fate : fates) {
            String name = EventTable.name(fate);
            boolean saysIt = fate.meaning().startsWith(name);
            add(lines, trace.count(fate), (saysIt ? "" : name + ", ") + fate.meaning());
        }
        return lines;
    }

    private static void add(List<String> lines, long count, String text) {
        if (count > 0) {
            lines.add(String.format(Locale.ROOT, "%12s  %s", Text.count(count), text));
        }
    }

    private static List<String> defects(TraceReport trace) {
        List<String> lines = new ArrayList<>();
        if (trace.refusals() > 0) {
            lines.add(
                    "  DEFECT OF JFRTRACE, please report: "
                            + Text.count(trace.refusals(), "trace event")
                            + " had to be left out. The first:");
            trace.refusalTexts().forEach(text -> lines.add("    " + text));
        }
        return lines;
    }
}
