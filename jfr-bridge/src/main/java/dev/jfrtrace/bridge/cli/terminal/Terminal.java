package dev.jfrtrace.bridge.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a person looks at a stream. {@code System.console()} does not say: it is about input and
 * output together, and from JDK 22 on it is there for pipes as well.
 */
public final class Terminal {
    private static final Path LINKS = Path.of("/proc/self/fd");

    private Terminal() {}

    /**
     * Whether standard output (1) or standard error (2) is a terminal that takes a carriage return.
     */
    public static boolean is(int descriptor) {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return isDevice(
                    Files.readSymbolicLink(LINKS.resolve(String.valueOf(descriptor))).toString());
        } catch (IOException | UnsupportedOperationException e) {
            return test(descriptor);
        }
    }

    static boolean isDevice(String file) {
        return file.startsWith("/dev/pts/")
                || file.startsWith("/dev/tty")
                || file.equals("/dev/console");
    }

    /** Asks the system's own {@code test}, where there is no {@code /proc} but a Unix. */
    static boolean test(int descriptor) {
        try {
            return new ProcessBuilder("test", "-t", String.valueOf(descriptor))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
