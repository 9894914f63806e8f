package dev.jfrtrace.bridge.source;

import java.io.IOException;

/**
 * Carries a failure of a {@link JfrSource.Handler}, which is ours, past the place where failures of
 * the JDK's reader, which are the recording's, are caught.
 */
public final class HandlerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final IOException cause;

    public HandlerException(IOException cause) {
        super(cause.getMessage(), cause);
        this.cause = cause;
    }

    public IOException cause() {
        return cause;
    }
}
