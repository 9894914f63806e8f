package dev.jfrtrace.samples.bench.overhead;

/** What a user got wrong; the message says it. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
