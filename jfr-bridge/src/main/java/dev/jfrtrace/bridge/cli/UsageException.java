package dev.jfrtrace.bridge.cli;

/** The command line makes no sense; the message is for its author. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
