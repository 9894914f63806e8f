package dev.jfrtrace.bridge.source;

import java.io.IOException;
import java.nio.file.Path;

/** A recording that cannot be read, and why: the input's fault, in one sentence for its user. */
public final class RecordingException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final String what;

    /**
     * @param file the recording
     * @param what what was found and what was expected, as the rest of a sentence
     */
    public RecordingException(Path file, String what) {
        super(file + ": " + what);
        this.file = file;
        this.what = what;
    }

    public RecordingException(Path file, String what, Throwable cause) {
        super(file + ": " + what, cause);
        this.file = file;
        this.what = what;
    }

    /** The recording. */
    public Path file() {
        return file;
    }

    /** What was found and what was expected, without the recording's name. */
    public String what() {
        return what;
    }
}
