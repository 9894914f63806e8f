package dev.jfrtrace.bridge.cli;

/** What the process says to the one that started it (C4). */
final class ExitCode {
    /** All that was asked for is there. */
    static final int OK = 0;

    /** A recording could not be read, or a trace not be written. */
    static final int FAILED = 1;

    /** The command line makes no sense. */
    static final int USAGE = 2;

    private ExitCode() {}
}
