package dev.jfrtrace.bridge.cli;

/** Whether there is a progress bar. */
enum ProgressKind {
    /** If a person looks at standard error. */
    AUTO,
    ALWAYS,
    NEVER;

    boolean isOn(Shell shell) {
        return this == ALWAYS || (this == AUTO && shell.errIsTerminal());
    }
}
