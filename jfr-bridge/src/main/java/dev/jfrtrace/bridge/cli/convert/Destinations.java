package dev.jfrtrace.bridge.cli.convert;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Says where the traces of an input go. */
@FunctionalInterface
public interface Destinations {
    /** How recordings' names end. */
    Pattern ENDING = Pattern.compile("(?i)(\\.jfr)?(\\.(gz|zip|lz4))?$");

    Destination of(Path in);

    /**
     * Files named for their inputs. All are named in advance, so that none loses its own name to a
     * further JVM of one before it.
     *
     * @param directory where they go; {@code null} for beside their inputs
     */
    static Destinations named(List<Path> inputs, Path directory, Claims claims) {
        Map<Path, Path> names = new HashMap<>();
        for (Path in : inputs) {
            names.computeIfAbsent(in, input -> claims.claim(name(input, directory)));
        }
        return in -> Destination.files(names.get(in), claims);
    }

    private static Path name(Path in, Path directory) {
        // A path that is the root of a file system has no name, and is no recording either.
        String name = in.getFileName() == null ? "" : in.getFileName().toString();
        String file = ENDING.matcher(name).replaceFirst("") + ".trace";
        return directory == null ? in.resolveSibling(file) : directory.resolve(file);
    }
}
