package dev.jfrtrace.bridge.cli.terminal;

/** The command line makes no sense; the message is for its author. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
