package dev.jfrtrace.bridge.cli.terminal;

/** Whether there is a progress bar. */
public enum ProgressKind {
    /** If a person looks at standard error. */
    AUTO,
    ALWAYS,
    NEVER;

    public boolean isOn(Shell shell) {
        return this == ALWAYS || (this == AUTO && shell.errIsTerminal());
    }
}
