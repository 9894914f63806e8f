package dev.jfrtrace.bridge.cli.terminal;

/** How words stand out, where a person looks at a terminal; elsewhere they do not. */
public enum Style {
    PLAIN("", ""),
    /** Of a terminal that takes ANSI sequences. */
    ANSI("\u001B[1m", "\u001B[1;31m");

    private static final String OFF = "\u001B[0m";

    private final String bold;
    private final String alarm;

    Style(String bold, String alarm) {
        this.bold = bold;
        this.alarm = alarm;
    }

    /** See https://no-color.org. */
    public static Style of(Shell shell) {
        String noColor = System.getenv("NO_COLOR");
        boolean isWanted = noColor == null || noColor.isEmpty();
        return shell.outIsTerminal() && isWanted ? ANSI : PLAIN;
    }

    public String title(String text) {
        return wrap(bold, text);
    }

    public String alarm(String text) {
        return wrap(alarm, text);
    }

    private static String wrap(String on, String text) {
        return on.isEmpty() ? text : on + text + OFF;
    }
}
