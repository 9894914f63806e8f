package dev.jfrtrace.bridge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A trace to read: a file, a pipe, or standard input. */
record TraceInput(Path path) {
    private static final Path STREAM = Path.of("-");
    private static final String TRACE = ".trace";

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
        String name = path.getFileName().toString();
        String stem =
                name.endsWith(TRACE) ? name.substring(0, name.length() - TRACE.length()) : name;
        return path.resolveSibling(stem + ending);
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
            return shell.in();
        }
        if (Files.isDirectory(path)) {
            throw new FileSystemException(name(), null, "is a folder, expected a trace");
        }
        InputStream in = Files.newInputStream(path);
        // Of a pipe nobody knows how long it is.
        return showsProgress && size() > 0
                ? new ProgressStream(
                        in, size(), new ProgressBar(shell.err(), name(), System::nanoTime))
                : in;
    }

    /** In bytes; 0 when it cannot be known. */
    long size() throws IOException {
        return !isStream() && Files.isRegularFile(path) ? Files.size(path) : 0;
    }
}
