package dev.jfrtrace.encoder.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The versions of the format, which are those of the Go release that brought them ({@code
 * internal/trace/version/version.go}). There is no 1.24: that release writes 1.23.
 */
public enum TraceVersion {
    /**
     * Taken by every reader of the format, from Go 1.22 on: what is written unless asked for more.
     */
    GO_1_22(22),
    GO_1_23(23),
    /** The first with a wall clock in each generation. */
    GO_1_25(25),
    /** The first with an explicit end of each generation. */
    GO_1_26(26);

    /** Length of the header in bytes. */
    public static final int HEADER_LENGTH = 16;

    private final int minor;

    TraceVersion(int minor) {
        this.minor = minor;
    }

    /** The version named {@code 1.22}, {@code 1.23}, …, or {@code null} when there is none. */
    public static TraceVersion named(String name) {
        for (TraceVersion version : values()) {
            if (version.toString().equals(name)) {
                return version;
            }
        }
        return null;
    }

    /** The version of a file that starts with these bytes, or {@code null} when there is none. */
    public static TraceVersion ofHeader(byte[] header) {
        for (TraceVersion version : values()) {
            if (Arrays.equals(version.header(), header)) {
                return version;
            }
        }
        return null;
    }

    /** The 16 bytes that start a file of this version. */
    public byte[] header() {
        byte[] text = ("go " + this + " trace").getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(text, HEADER_LENGTH);
    }

    /** Whether a generation starts with a sync batch that holds the wall clock. */
    public boolean hasClockSnapshot() {
        return minor >= GO_1_25.minor;
    }

    /** Whether a generation must be closed by its own mark. */
    public boolean hasEndOfGeneration() {
        return minor >= GO_1_26.minor;
    }

    public boolean knows(EventType type) {
        return type.since().minor <= minor;
    }

    @Override
    public String toString() {
        return "1." + minor;
    }
}
