package dev.jfrtrace.bridge.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of its own for one recording of another JVM: what this process tells that JVM, and what
 * it gives back. Not thread-safe.
 */
public final class Workplace implements AutoCloseable {
    private static final String PREFIX = "jfrtrace-record";

    private static final String SILENCE =
            "The agent could not start in that JVM (its standard error says why), so what only"
                    + " the agent records is missing.";

    /** Longer than anything that the agent says. */
    private static final int MOST_NOTES = 1 << 16;

    private final Path folder;
    private final FileView view;
    private final Object key;

    /** Where this process alone writes: the same folder, unless that is given to another user. */
    private final Path ownFolder;

    private final Object ownKey;

    /** Whether what has been recorded is nowhere else. */
    private boolean keeps;

    private Workplace(FileView view) throws IOException {
        this.view = view;
        this.folder = view.makeFolder(PREFIX);
        this.key = Removal.keyOf(folder);
        this.ownFolder = view.givesAway() ? Files.createTempDirectory(PREFIX) : folder;
        this.ownKey = Removal.keyOf(ownFolder);
        Files.createDirectory(recordings());
    }

    /** Makes it; only this user can look into it. */
    public static Workplace create() throws IOException {
        return new Workplace(FileView.own());
    }

    /** Makes one that another JVM finds, too, wherever it has its files. */
    public static Workplace createFor(long pid) throws IOException {
        return new Workplace(FileView.of(pid));
    }

    /** What the other JVM calls a file in here. */
    Path told(Path file) {
        return view.theirs(file);
    }

    /** Where a file is that the other JVM has told of. */
    Path found(Path theirs) {
        return view.ours(theirs);
    }

    /** An agent's jar that the other JVM can read, and name: the same, or a copy of it. */
    Path readable(Path file) throws IOException {
        // There the agent's options begin.
        if (view.reads(file) && !file.toString().contains("=")) {
            return file;
        }
        Path copy = folder.resolve("jfrtrace.jar");
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        return told(copy);
    }

    /**
     * From now on the other JVM may write what is here. The folder is given last: until then nobody
     * else can put anything into it.
     */
    void handOver() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(view::give);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Whether it is out of sight once the other JVM has ended. */
    boolean goesWithProcess() {
        return view.goesWithProcess();
    }

    /** One that no other has. */
    String name() {
        return folder.getFileName().toString();
    }

    /** What is to be recorded, in JFR's own form. */
    Path settings() {
        return folder.resolve("settings.jfc");
    }

    /** Where other JVMs write their recordings, each under a name of its own. */
    Path recordings() {
        return folder.resolve("recordings");
    }

    /** The recording of a JVM that left it in pieces. */
    Path joined() {
        return ownFolder.resolve("joined.jfr");
    }

    /** Where JVMs that are started keep their chunks, each in a folder of its own. */
    Path repository() {
        return folder.resolve("repository");
    }

    /** The hooks, for a JVM that is started. */
    Path bootJar() {
        return folder.resolve("boot.jar");
    }

    /** Where the agent says what it could not do. */
    Path agentReport() {
        return folder.resolve("agent.txt");
    }

    /** The same of its end. */
    Path agentFarewell() {
        return folder.resolve("farewell.txt");
    }

    /** In case that the agent never comes to say anything: what it says takes its place. */
    void expectAgent() throws IOException {
        Files.writeString(agentReport(), SILENCE);
    }

    /** What the agent could not do; empty when it did all, or was not there. */
    List<String> agentNotes() throws IOException {
        List<String> notes = new ArrayList<>();
        for (Path file : List.of(agentReport(), agentFarewell())) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                notes.addAll(lines(file));
            }
        }
        return notes;
    }

    /** Whoever was given the folder may have put anything there. */
    private static List<String> lines(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(MOST_NOTES), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** From now on recordings stay when it is closed, until they are released. */
    void keep() {
        keeps = true;
    }

    /** What has been recorded is in a trace, or elsewhere. */
    void release() {
        keeps = false;
    }

    /** Where the recordings are that stay: a file, or a folder; {@code null} for none. */
    Path kept() throws IOException {
        Path kept = null;
        for (Path file : recorded()) {
            kept = kept == null ? file : kept;
            while (!file.startsWith(kept)) {
                kept = kept.getParent();
            }
        }
        return kept;
    }

    /** But for those that were joined: their parts are here, or where an attached JVM has them. */
    private List<Path> recorded() throws IOException {
        if (!keeps || !Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(joined()))
                    .filter(RecordedJvm::isRecording)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Deletes it with all that is in it, but recordings that are to be kept. */
    @Override
    public void close() throws IOException {
        if (ownFolder != folder) {
            new Removal(ownFolder, ownKey, file -> false).run();
        }
        if (Files.exists(folder)) {
            List<Path> kept = recorded();
            new Removal(folder, key, file -> kept.stream().anyMatch(k -> k.startsWith(file))).run();
        }
    }
}
