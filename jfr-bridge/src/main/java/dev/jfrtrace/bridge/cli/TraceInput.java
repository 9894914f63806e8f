package dev.jfrtrace.bridge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** A trace to read, packed or not: a file, a pipe, or standard input. */
record TraceInput(Path path) {
    private static final Path STREAM = Path.of("-");
    private static final String TRACE = ".trace";
    private static final String PACKED = ".gz";
    private static final byte[] GZIP = {0x1F, (byte) 0x8B};
    private static final byte[] RECORDING = {'F', 'L', 'R', 0};
    private static final int START = RECORDING.length;
    private static final int BUFFER = 1 << 16;

    boolean isStream() {
        return path.equals(STREAM);
    }

    /** How to call it in a sentence. */
    String name() {
        return isStream() ? "standard input" : path.toString();
    }

    /** A file beside it with another ending; {@code null} for standard input. */
    Path sibling(String ending) {
        if (isStream() || path.getFileName() == null) {
            return null;
        }
        String stem = without(TRACE, without(PACKED, path.getFileName().toString()));
        return path.resolveSibling(stem + ending);
    }

    private static String without(String ending, String name) {
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }

    /** Opens it; who looks at a terminal sees how far it is read. */
    InputStream open(Shell shell) throws IOException {
        return open(shell, shell.errIsTerminal());
    }

    /** Opens it for one whose output comes meanwhile, and may go to the same terminal. */
    InputStream openForText(Shell shell) throws IOException {
        return open(shell, shell.errIsTerminal() && !shell.outIsTerminal());
    }

    private InputStream open(Shell shell, boolean showsProgress) throws IOException {
        if (isStream()) {
            return unpacked(shell.in());
        }
        if (Files.isDirectory(path)) {
            throw new FileSystemException(name(), null, "is a folder, expected a trace");
        }
        InputStream in = Files.newInputStream(path);
        // Of a pipe nobody knows how long it is.
        return unpacked(
                showsProgress && fileSize() > 0
                        ? new ProgressStream(in, fileSize(), bar(shell))
                        : in);
    }

    private ProgressBar bar(Shell shell) {
        return new ProgressBar(shell.err(), name(), System::nanoTime);
    }

    /** What was packed with gzip is read as well; a recording is told from other nonsense. */
    private InputStream unpacked(InputStream in) throws IOException {
        try {
            PushbackInputStream all = new PushbackInputStream(in, START);
            byte[] first = all.readNBytes(START);
            all.unread(first);
            if (startsWith(first, RECORDING)) {
                throw new FileSystemException(
                        name(), null, "is a JFR recording: 'jfrtrace convert' makes a trace of it");
            }
            return startsWith(first, GZIP)
                    ? new UnpackedTrace(new GZIPInputStream(all, BUFFER))
                    : all;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length
                && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    /** In bytes; 0 when it cannot be known. */
    long size() throws IOException {
        if (fileSize() == 0) {
            return 0;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return startsWith(in.readNBytes(START), GZIP) ? 0 : fileSize();
        }
    }

    private long fileSize() throws IOException {
        return !isStream() && Files.isRegularFile(path) ? Files.size(path) : 0;
    }
}
