package dev.jfrtrace.bridge.cli.read;

import dev.jfrtrace.bridge.cli.convert.Destinations;
import dev.jfrtrace.bridge.cli.terminal.ProgressBar;
import dev.jfrtrace.bridge.cli.terminal.Shell;
import dev.jfrtrace.bridge.source.RecordingFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A trace to read, packed or not: a file, a pipe, or standard input; or a recording in its place.
 */
public record TraceInput(Path path) {
    private static final String TRACE = ".trace";
    private static final byte[] GZIP = {0x1F, (byte) 0x8B};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final int BUFFER = 1 << 16;

    public boolean isStream() {
        return path.equals(Shell.STREAM);
    }

    /** How to call it in a sentence. */
    public String name() {
        return isStream() ? "standard input" : path.toString();
    }

    /** A file beside it with another ending; {@code null} for standard input. */
    public Path sibling(String ending) {
        if (isStream() || path.getFileName() == null) {
            return null;
        }
        String name = path.getFileName().toString();
        String stem = Destinations.ENDING.matcher(name).replaceFirst("");
        boolean isTrace = stem.endsWith(TRACE);
        return path.resolveSibling(
                (isTrace ? stem.substring(0, stem.length() - TRACE.length()) : stem) + ending);
    }

    /** Opens a trace; who looks at a terminal sees how far it is read. */
    public InputStream open(Shell shell) throws IOException {
        if (Files.isDirectory(path)) {
            throw new FileSystemException(name(), null, "is a folder, expected a trace");
        }
        BufferedInputStream in = bytes(shell, shell.errIsTerminal());
        try {
            if (startsWith(in, ZIP)) {
                throw new FileSystemException(name(), null, "is a zip archive, expected a trace");
            }
            if (RecordingFiles.isRecording(in)) {
                throw new FileSystemException(
                        name(), null, "is a JFR recording: 'jfrtrace convert' makes a trace of it");
            }
            return unpacked(in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Opens it; of a recording it opens a trace that is gone when it is closed.
     *
     * @param conversion makes traces of recordings
     * @param showsProgress whether somebody sees how far the trace is read
     */
    public InputStream open(Shell shell, TemporaryTrace conversion, boolean showsProgress)
            throws IOException {
        if (Files.isDirectory(path)) {
            return conversion.of(path, shell);
        }
        BufferedInputStream in = bytes(shell, showsProgress);
        try {
            if (RecordingFiles.isRecording(in)) {
                return isFile() ? ofFile(in, conversion, shell) : conversion.of(in, name(), shell);
            }
            conversion.isOfNoUse(name());
            return unpacked(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Files are read by those who know more of them than a stream tells. */
    private InputStream ofFile(InputStream in, TemporaryTrace conversion, Shell shell)
            throws IOException {
        in.close();
        return conversion.of(path, shell);
    }

    private BufferedInputStream bytes(Shell shell, boolean showsProgress) throws IOException {
        InputStream in = isStream() ? shell.in() : Files.newInputStream(path);
        // Of a pipe nobody knows how long it is.
        boolean isMeasured = showsProgress && fileSize() > 0;
        return new BufferedInputStream(
                isMeasured ? new ProgressStream(in, fileSize(), bar(shell)) : in, BUFFER);
    }

    private ProgressBar bar(Shell shell) {
        return new ProgressBar(shell.err(), name(), System::nanoTime);
    }

    /** What was packed with gzip is read as well. */
    private static InputStream unpacked(InputStream in) throws IOException {
        return startsWith(in, GZIP) ? UnpackedTrace.of(in, BUFFER) : in;
    }

    private static boolean startsWith(InputStream in, byte[] start) throws IOException {
        in.mark(start.length);
        byte[] first = in.readNBytes(start.length);
        in.reset();
        return startsWith(first, start);
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length
                && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    /** In bytes; 0 when it cannot be known. */
    public long size() throws IOException {
        if (fileSize() == 0) {
            return 0;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return startsWith(in.readNBytes(GZIP.length), GZIP) ? 0 : fileSize();
        }
    }

    private long fileSize() throws IOException {
        return isFile() ? Files.size(path) : 0;
    }

    private boolean isFile() {
        return !isStream() && Files.isRegularFile(path);
    }
}
