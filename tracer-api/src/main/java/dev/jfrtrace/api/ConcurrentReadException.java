package dev.jfrtrace.api;

/** Two threads were in {@link Tracer#readTrace} at once; the one that came second gets this. */
public final class ConcurrentReadException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public ConcurrentReadException(String message) {
        super(message);
    }
}
