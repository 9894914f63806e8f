package dev.jfrtrace.bridge.cli.terminal;

import java.io.IOException;

/** A stream that does not take what is written to it. */
public final class OutputException extends IOException {
    private static final long serialVersionUID = 1L;

    public OutputException(String stream, IOException cause) {
        super(stream + ": " + cause.getMessage(), cause);
    }

    /** Whether the reader has gone, as {@code head} does when it has enough. */
    public boolean isBrokenPipe() {
        String reason = String.valueOf(getCause().getMessage());
        return reason.contains("Broken pipe") || reason.contains("pipe is being closed");
    }
}
