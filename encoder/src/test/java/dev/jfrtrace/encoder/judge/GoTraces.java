package dev.jfrtrace.encoder.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Go's reader of traces for many files in one run: {@code go tool trace} takes a process for each.
 * The reader is a copy of the one that is installed, made and compiled once per object.
 */
public final class GoTraces implements AutoCloseable {
    private final GoModule module;
    private final Path program;

    /**
     * What Go's reader says of a file.
     *
     * @param events how many it gave, up to the end or the fault
     * @param digest SHA-256, in hexadecimal digits, of the events as {@code -d=parsed} prints them
     * @param micros how long it took
     * @param error a dash when there is none
     */
    public record Reading(boolean accepted, long events, String digest, long micros, String error) {

        static Reading parse(String line) {
            String[] words = line.split(" ", 5);
            return new Reading(
                    words[0].equals("accepted"),
                    Long.parseLong(words[1]),
                    words[2],
                    Long.parseLong(words[3]),
                    words[4]);
        }

        /** Whether Go's program does not refuse the file but dies of it. */
        public boolean isPanic() {
            return error.startsWith("panic:");
        }
    }

    /** Compiles the reader. */
    public GoTraces(GoTools tools) throws IOException {
        module = new GoModule(tools, "readall");
        module.copyReader();
        program = module.build();
    }

    /** Reads the files and prints their events; a reading for each, in the same order. */
    public List<Reading> digest(List<Path> traces) throws IOException {
        return read("digest", traces);
    }

    /** Reads the files and sums up their goroutines; that is what the digests are of. */
    public List<Reading> summary(List<Path> traces) throws IOException {
        return read("summary", traces);
    }

    /** Reads the files and does nothing with their events. */
    public List<Reading> count(List<Path> traces) throws IOException {
        return read("count", traces);
    }

    private List<Reading> read(String mode, List<Path> traces) throws IOException {
        Path names = module.folder().resolve("names");
        Files.writeString(
                names,
                traces.stream()
                        .map(file -> file.toAbsolutePath() + "\n")
                        .collect(Collectors.joining()));
        ProcessBuilder builder = new ProcessBuilder(program.toString(), mode);
        builder.redirectInput(names.toFile());
        List<Reading> readings = new ArrayList<>();
        GoTools.run(builder, GoJudge.LIMIT).forEach(line -> readings.add(Reading.parse(line)));
        if (readings.size() != traces.size()) {
            throw new IOException(readings.size() + " readings of " + traces.size() + " files");
        }
        return readings;
    }

    @Override
    public void close() throws IOException {
        module.close();
    }
}
