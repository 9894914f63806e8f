package dev.jfrtrace.bridge.convert;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that stand beside their names until they are whole. */
public final class Unfinished {
    private static final String ENDING = ".part";

    private Unfinished() {}

    /**
     * Makes an empty file of a name that nobody has: what is converted or repaired may be called as
     * such a file is, or somebody else may write one.
     *
     * @param target the name that it is to get
     */
    public static Path beside(Path target) throws IOException {
        String name = target.getFileName().toString();
        for (int number = 1; ; number++) {
            try {
                String other = name + (number == 1 ? "" : "." + number) + ENDING;
                return Files.createFile(target.resolveSibling(other));
            } catch (FileAlreadyExistsException e) {
                // The next one, then.
                continue;
            }
        }
    }
}
