package dev.jfrtrace.bridge.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says where the traces of an input go. */
@FunctionalInterface
interface Destinations {
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

    private static String without(String ending, String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(ending)
                ? name.substring(0, name.length() - ending.length())
                : name;
    }

    private static Path name(Path in, Path directory) {
        // A path that is the root of a file system has no name, and is no recording either.
        String name = in.getFileName() == null ? "" : in.getFileName().toString();
        String file = without(".jfr", without(".gz", name)) + ".trace";
        return directory == null ? in.resolveSibling(file) : directory.resolve(file);
    }
}
