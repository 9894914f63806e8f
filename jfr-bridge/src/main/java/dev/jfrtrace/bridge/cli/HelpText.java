package dev.jfrtrace.bridge.cli;

import dev.jfrtrace.bridge.mapping.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What {@code jfrtrace help convert} says below the options. */
final class HelpText {
    private static final int COLUMNS = 79;
    private static final int INDENT = 14;

    private static final String TIMES =
            """

            Times:
              12.5, 12.5s, 500ms, 2m    after the start of the recording
              -5, -5s, -500ms, -2m      before its end
              14:03:20                  time of day, in the time zone of this computer
              2026-03-01T14:03:20       date and time; with Z or +02:00 in that zone

            Families (--events), all on unless marked:
            """;

    private static final String REST =
            """

            How to read it: each thread is a goroutine, with stacks where the recording has
            them. It waits for locks, sleeps and sockets; garbage collections, safepoints
            and the heap appear as in a Go program. "Running" means that the thread was
            active and no recorded wait came in between; it may also have been waiting for
            a processor.

            To open a trace:
              go tool trace app.trace   in a browser (Go 1.22 or later, https://go.dev/dl)
              gotraceui app.trace       on the desktop (https://gotraceui.dev); colours
                                        need --reasons go

            Examples:
              jfrtrace convert app.jfr
              jfrtrace convert --from -30 --threads '^http-' app.jfr -o end.trace
              jfrtrace convert -d traces *.jfr
              jfrtrace convert --events locks,gc --report json app.jfr 2>report.json
              jfrtrace convert app.jfr -o - | gzip >app.trace.gz
              jfrtrace convert /tmp/2026_03_01_14_03_20_4711 -o killed.trace

            Exit code: 0 all converted, with a warning where a recording is damaged; 1
            a recording could not be read at all, or a trace could not be written (the
            others are still converted), or a recording is damaged and --strict is set;
            2 wrong command line.
            """;

    private HelpText() {}

    /** Lines, as the formats that picocli wants. */
    static String[] convert() {
        List<String> lines = new ArrayList<>(TIMES.lines().toList());
        Arrays.stream(Family.values()).map(HelpText::lines).forEach(lines::addAll);
        lines.addAll(REST.lines().toList());
        return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
    }

    private static List<String> lines(Family family) {
        String text = family.meaning() + (family.onByDefault() ? "" : " (off)");
        List<String> lines = new ArrayList<>();
        String start = String.format(Locale.ROOT, "  %-12s", family.optionName());
        for (String word : text.split(" ")) {
            if (start.length() + 1 + word.length() > COLUMNS) {
                lines.add(start);
                start = " ".repeat(INDENT);
            }
            start += " " + word;
        }
        lines.add(start);
        return lines;
    }
}
