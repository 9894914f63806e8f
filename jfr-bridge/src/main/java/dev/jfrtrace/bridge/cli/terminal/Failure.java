package dev.jfrtrace.bridge.cli.terminal;

import dev.jfrtrace.bridge.source.RecordingException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What went wrong, in one sentence with a name in front (C2). */
public final class Failure {
    private static final String PART = ".part";
    private static final long MEGABYTE = 1 << 20;

    /** Megabytes in which recordings with ordinary chunks can be converted. */
    private static final long LEAST_HEAP = 512;

    private Failure() {}

    /** The sentence for a recording that was to be converted. */
    public static String sentence(Path in, String out, Throwable failure) {
        boolean saysWhere =
                failure instanceof FileSystemException
                        || failure instanceof RecordingException
                        || failure instanceof OutputException;
        if (failure instanceof IOException && !saysWhere) {
            String files = ", or temporary files in " + System.getProperty("java.io.tmpdir");
            return in + ": " + reason(failure) + " (reading it, writing " + out + files + ")";
        }
        return sentence(in + ": ", failure);
    }

    /**
     * The sentence.
     *
     * @param where what was being done, followed by a colon and a blank; used where the failure
     *     does not say itself
     */
    public static String sentence(String where, Throwable failure) {
        if (failure instanceof RecordingException || failure instanceof OutputException) {
            return failure.getMessage();
        }
        if (failure instanceof FileSystemException) {
            return ofFile(where, (FileSystemException) failure);
        }
        if (failure instanceof IOException) {
            return where + reason(failure);
        }
        if (isOfMemory(failure)) {
            return where + outOfMemory();
        }
        return where
                + "internal error ("
                + failure
                + "); please report it, with what java -Djfrtrace.debug=true -jar jfrtrace.jar ..."
                + " prints";
    }

    /**
     * Where there is no memory left, the JVM throws one object again and again: closing what is
     * open then fails as well, for an exception cannot suppress itself.
     */
    private static boolean isOfMemory(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof OutOfMemoryError);
    }

    private static String ofFile(String where, FileSystemException failure) {
        String file = failure.getFile();
        if (file == null) {
            return where + reason(failure);
        }
        String name = file.endsWith(PART) ? file.substring(0, file.length() - PART.length()) : file;
        return name + ": " + reason(failure);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "is a file, expected a folder";
        }
        String reason =
                failure instanceof FileSystemException
                        ? ((FileSystemException) failure).getReason()
                        : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }

    private static String outOfMemory() {
        long heap = Runtime.getRuntime().maxMemory() / MEGABYTE;
        long more = Math.max(LEAST_HEAP, 2 * heap);
        return "out of memory with a heap of "
                + heap
                + " MB: try java -Xmx"
                + more
                + "m -jar jfrtrace.jar ...";
    }
}
