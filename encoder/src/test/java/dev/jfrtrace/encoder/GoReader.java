package dev.jfrtrace.encoder;

import dev.jfrtrace.encoder.judge.GoJudge;
import dev.jfrtrace.encoder.judge.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Go's tools for traces in memory; without Go the test is skipped, loudly. */
final class GoReader {
    private final GoJudge judge = GoJudge.require();
    private final Path folder;
    private int files;

    GoReader(Path folder) {
        this.folder = folder;
    }

    /** The trace is parsed to its end; what the parser gave, line by line. */
    List<String> parsed(byte[] trace) throws IOException {
        List<String> lines = new ArrayList<>();
        Path file = write(trace);
        judge.parsed(file, lines::add);
        Files.delete(file);
        return lines;
    }

    /** The first lines of the events in a trace, without Go's own Sync events and empty reasons. */
    List<String> events(byte[] trace) throws IOException {
        List<String> events = parsed(trace);
        events.removeIf(line -> !line.startsWith("M=") || line.contains(" Sync "));
        events.replaceAll(line -> line.replace(" Reason=\"\"", ""));
        return events;
    }

    /** Fails unless the trace is accepted, and also without any number of its first generations. */
    void acceptsAllTails(CollectedTrace trace) throws IOException {
        for (int kept = trace.generations(); kept > 0; kept--) {
            accepts(trace.last(kept), "the last " + kept + " of " + trace.generations());
        }
    }

    /** Fails unless the trace is parsed to its end; keeps the file then. */
    void accepts(byte[] trace, String what) throws IOException {
        Path file = write(trace);
        try {
            judge.parsed(file, line -> {});
        } catch (AssertionError e) {
            Path kept = Files.createTempFile("refused", ".trace");
            Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
            throw new AssertionError(what + ", kept as " + kept + ": " + e.getMessage(), e);
        }
        Files.delete(file);
    }

    /** Parser, profiles and web pages. */
    Verdict judge(byte[] trace) throws IOException {
        return judge.judge(write(trace));
    }

    private Path write(byte[] trace) throws IOException {
        return Files.write(folder.resolve("trace-" + files++), trace);
    }
}
