package dev.jfrtrace.bridge.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.convert.TraceReport;
import dev.jfrtrace.bridge.mapping.Fate;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is not in a trace is told, and why. */
class FindingsTest {
    private static TraceReport report(Map<Fate, Long> fates, long losses, long refusals) {
        return new TraceReport(
                Path.of("x.trace"),
                null,
                1,
                2,
                2,
                0,
                3,
                4,
                5,
                6,
                Map.of("jdk.X", fates),
                List.of(),
                losses,
                losses,
                losses,
                losses,
                refusals,
                refusals == 0 ? List.of() : List.of("GoBlock: F5"));
    }

    @Test
    void aWholeTraceIsSaidToBeOne() {
        TraceReport whole = report(Map.of(Fate.TRANSLATED, 3L, Fate.EVIDENCE, 2L), 0, 0);

        assertThat(Findings.of(whole))
                .containsExactly("  Nothing that was read was clipped or lost.");
    }

    /** A virtual thread sleeps by a park, and the agent tells of both. */
    @Test
    void aWaitWithinAWaitIsNoDamage() {
        assertThat(Findings.of(report(Map.of(Fate.NESTED, 3L), 0, 0)))
                .startsWith("  Left out:")
                .endsWith("  Nothing that was read was clipped or lost.");
    }

    @Test
    void eachFateThatKeepsEventsOutIsToldWithItsMeaning() {
        Map<Fate, Long> fates = new EnumMap<>(Fate.class);
        for (Fate fate : Fate.values()) {
            fates.put(fate, 1000L + fate.ordinal());
        }

        String text = String.join("\n", Findings.of(report(fates, 0, 0)));

        for (Fate fate : Fate.values()) {
            boolean isOut = fate != Fate.TRANSLATED && fate != Fate.EVIDENCE;
            String count = String.format(Locale.ROOT, "%,d", 1000 + fate.ordinal());
            assertThat(text.contains(count)).as(fate.name()).isEqualTo(isOut);
            assertThat(text.contains(fate.meaning()) || !isOut).as(fate.name()).isTrue();
        }
        assertThat(text).doesNotContain("Nothing");
    }

    @Test
    void lossesThatAreNoFatesAreTold() {
        assertThat(String.join("\n", Findings.of(report(Map.of(), 7, 0))))
                .contains(
                        "7  began before",
                        "7  texts",
                        "7  bytes of events that JFR itself lost",
                        "7  events that the agent's hooks could not record");
    }

    @Test
    void aDefectIsToldLoudly() {
        assertThat(Findings.of(report(Map.of(), 0, 2)))
                .contains(
                        "  DEFECT OF JFRTRACE, please report: 2 trace events had to be left out."
                                + " The first:",
                        "    GoBlock: F5");
    }
}
