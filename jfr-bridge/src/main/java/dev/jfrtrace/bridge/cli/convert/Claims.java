package dev.jfrtrace.bridge.cli.convert;

import dev.jfrtrace.bridge.convert.JfrToTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The names that are taken: no trace replaces a recording, nor another trace of the run (C3). */
public final class Claims {
    private final Set<String> taken = new HashSet<>();

    public Claims(Collection<Path> inputs) {
        inputs.forEach(in -> taken.add(key(in)));
    }

    /** The path itself, or the first of its numbered variants that is free; taken from now on. */
    Path claim(Path wanted) {
        int number = 1;
        while (!taken.add(key(JfrToTrace.numbered(wanted, number)))) {
            number++;
        }
        return JfrToTrace.numbered(wanted, number);
    }

    /** Some file systems take {@code A} and {@code a} for the same. */
    private static String key(Path path) {
        return path.toAbsolutePath().normalize().toString().toLowerCase(Locale.ROOT);
    }

    /** Whether both names stand for one file. */
    public static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return key(one).equals(key(other));
        }
    }
}
