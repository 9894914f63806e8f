package dev.jfrtrace.api;

/** A trace cannot start, because one is on already or was not read to its end. */
public final class TracingActiveException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public TracingActiveException(String message) {
        super(message);
    }
}
