package dev.jfrtrace.api;

/** This runtime cannot trace; the message says what is missing. */
public final class TracerUnavailableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public TracerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
