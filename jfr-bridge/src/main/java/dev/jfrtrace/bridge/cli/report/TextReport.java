package dev.jfrtrace.bridge.cli.report;

import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.cli.terminal.Text;
import dev.jfrtrace.bridge.convert.TraceReport;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The report for people: told after each recording, or only what failed. */
final class TextReport implements Report {
    private final Shell shell;
    private final boolean isSilent;
    private final int types;
    private final List<String> opened = new ArrayList<>();
    private boolean isFirst = true;

    private TextReport(Shell shell, boolean isSilent, int types) {
        this.shell = shell;
        this.isSilent = isSilent;
        this.types = types;
    }

    /** Tells only what failed. */
    static Report none(Shell shell) {
        return new TextReport(shell, true, 0);
    }

    /** With the most frequent types of events. */
    static Report brief(Shell shell) {
        return new TextReport(shell, false, EventTable.SHORT);
    }

    /** With all types. */
    static Report full(Shell shell) {
        return new TextReport(shell, false, Integer.MAX_VALUE);
    }

    @Override
    public void add(Outcome outcome) {
        if (!outcome.isDone()) {
            shell.complain(outcome.error());
        } else if (!isSilent) {
            tell(outcome);
        }
    }

    private void tell(Outcome outcome) {
        PrintStream err = shell.err();
        if (!isFirst) {
            err.println();
        }
        isFirst = false;
        ReportHead.of(outcome).forEach(this::println);
        for (TraceReport trace : outcome.report().traces()) {
            err.println();
            ReportHead.of(trace, outcome).forEach(this::println);
            EventTable.of(trace, types).forEach(this::println);
            Findings.of(trace).forEach(this::println);
            if (trace.path() != null) {
                opened.add(Text.quoted(trace.path().toString()));
            }
        }
    }

    private void println(String line) {
        shell.err().println(Text.printable(line));
    }

    @Override
    public void finish() {
        if (!opened.isEmpty()) {
            shell.err().println();
            opened.forEach(trace -> println("Sum it up: jfrtrace summary " + trace));
            opened.forEach(trace -> println("Open it: go tool trace " + trace));
        }
    }
}
