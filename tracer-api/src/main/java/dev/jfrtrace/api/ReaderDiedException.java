package dev.jfrtrace.api;

/** The thread that read the trace has died before its end. */
public final class ReaderDiedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public ReaderDiedException(String message) {
        super(message);
    }
}
