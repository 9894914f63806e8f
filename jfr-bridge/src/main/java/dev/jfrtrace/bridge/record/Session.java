package dev.jfrtrace.bridge.record;

import dev.jfrtrace.bridge.live.FollowedTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A recording of another JVM, from its start to the file that holds it. Closing a session stops it.
 * For use by one thread.
 */
public abstract class Session implements AutoCloseable {
    /** The wall clock and JFR's may differ by this much. */
    private static final long SLACK = 1_000_000_000L;

    /** A JVM that cannot be told to stop may be about to end. */
    private static final long PATIENCE_SECONDS = 10;

    final Workplace workplace;
    final String name = "jfrtrace-" + ProcessHandle.current().pid();

    /**
     * What JFR may keep, in bytes: all the space that there is. Should this process be killed, the
     * other JVM goes on recording, and drops the oldest instead of filling the disk.
     */
    final long limit;

    /** Bytes of the JVMs that are not of this session; negative until they are known. */
    private long bytesBefore = -1;

    private final long since = System.currentTimeMillis() * 1_000_000 - SLACK;
    private final Instant begin = Instant.now();
    private final Set<Long> stopped = new HashSet<>();
    private final List<String> said = new ArrayList<>();
    private List<RecordedJvm> recorded = List.of();
    private boolean isReleased;

    Session(Workplace workplace) {
        this.workplace = workplace;
        this.limit = usableBytes(workplace.recordings());
    }

    /** The process that was started, or attached to. */
    public abstract ProcessHandle process();

    /** The JVMs that are recorded, some of which may have ended. */
    abstract List<ProcessHandle> jvms();

    /** Where they keep what they have recorded, as long as they run. */
    abstract List<Path> repositories();

    /** Whose repository it is. */
    abstract long pidOf(Path repository);

    /**
     * Stops recording, though the program goes on; does nothing when either has ended.
     *
     * @throws IOException when a JVM could not be told, and goes on recording
     */
    public final void stop() throws IOException {
        for (ProcessHandle jvm : jvms()) {
            if (jvm.isAlive() && !stopped.contains(jvm.pid())) {
                stop(jvm);
            }
        }
    }

    private void stop(ProcessHandle jvm) throws IOException {
        try {
            end(jvm);
            stopped.add(jvm.pid());
        } catch (IOException e) {
            if (!endsWithin(PATIENCE_SECONDS, jvm)) {
                throw e;
            }
        }
    }

    static boolean endsWithin(long seconds, ProcessHandle jvm) {
        try {
            jvm.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the recording in one of the JVMs. */
    void end(ProcessHandle jvm) throws IOException {
        Path target = workplace.recordings().resolve(RecordedJvm.fileName(jvm.pid()));
        String said =
                new Jcmd(jvm.pid())
                        .run("JFR.stop", "name=" + name, "filename=" + workplace.told(target));
        if (!said.contains("Stopped recording")) {
            throw new IOException(
                    "process " + jvm.pid() + " does not stop: " + Jcmd.firstLine(said));
        }
    }

    /** What has been recorded and is on disk, in bytes; the rest is in the JVM's buffers. */
    public final long bytes() {
        return chunks().stream().mapToLong(chunk -> chunk.toFile().length()).sum();
    }

    /** Files of the JVMs' repositories as they are now, in the order of their names. */
    final List<Path> chunks() {
        List<Path> chunks = new ArrayList<>();
        for (Path repository : repositories()) {
            try (Stream<Path> files = Files.list(repository)) {
                files.filter(file -> file.toString().endsWith(".jfr"))
                        .sorted()
                        .forEach(chunks::add);
            } catch (IOException | RuntimeException e) {
                // It comes and goes with its JVM.
                continue;
            }
        }
        return chunks;
    }

    /**
     * Begins a trace that grows while the first of the JVMs records.
     *
     * @return {@code null} while nothing is recorded
     * @throws IOException when it cannot be written
     */
    public final FollowedTrace follow(Path trace) throws IOException {
        List<Path> chunks = chunks();
        return chunks.isEmpty() ? null : FollowedTrace.of(chunks.get(0).getParent(), begin, trace);
    }

    /** What is left where the JVMs write, of what there was when this was first asked. */
    public final long freeBytes() {
        long now = bytes();
        bytesBefore = bytesBefore < 0 ? now : bytesBefore;
        long free = Math.max(0, limit - (now - bytesBefore));
        for (Path repository : repositories()) {
            free = Math.min(free, usableBytes(repository));
        }
        return free;
    }

    /** Not asked of its file store, which is unknown here where another process has mounted it. */
    private static long usableBytes(Path folder) {
        long bytes = folder.toFile().getUsableSpace();
        // It comes and goes with its JVM.
        return bytes == 0 && !Files.exists(folder) ? Long.MAX_VALUE : bytes;
    }

    /**
     * The recording, once it was stopped or the program has ended. Of a JVM that was killed, what
     * it had written; of several JVMs, that of the one that has recorded most.
     *
     * @throws IOException when there is none
     */
    public final Path recording() throws IOException {
        recorded = recorded();
        if (recorded.isEmpty()) {
            throw new IOException(nothingRecorded());
        }
        return recorded.get(0).asFile(workplace.joined());
    }

    /** Why there may be nothing, as a sentence. */
    String nothingRecorded() {
        return "process " + process().pid() + " ended before anything was recorded";
    }

    /** Largest first. */
    private List<RecordedJvm> recorded() throws IOException {
        List<RecordedJvm> all = new ArrayList<>();
        Set<Long> killed = new HashSet<>();
        // A JVM that exits takes its chunks with it: what is left was left by one that was killed.
        for (Path repository : repositories()) {
            RecordedJvm left = RecordedJvm.leftIn(repository, pidOf(repository), since);
            boolean isOver = stopped.contains(left.pid()) || isAlive(left.pid());
            if (!isOver && !left.isEmpty()) {
                all.add(left);
                killed.add(left.pid());
            }
        }
        RecordedJvm.writtenTo(workplace.recordings()).stream()
                .filter(jvm -> !killed.contains(jvm.pid()))
                .forEach(all::add);
        all.sort(Comparator.comparingLong(RecordedJvm::bytes).reversed());
        return all;
    }

    private boolean isAlive(long pid) {
        return jvms().stream().anyMatch(jvm -> jvm.pid() == pid && jvm.isAlive());
    }

    /** Adds a sentence to the notes. */
    final void say(String note) {
        said.add(note);
    }

    /** What the user should know of {@link #recording}, as sentences. */
    public final List<String> notes() throws IOException {
        List<String> notes = new ArrayList<>(workplace.agentNotes());
        notes.addAll(said);
        if (recorded.size() > 1) {
            List<Long> others = recorded.stream().skip(1).map(RecordedJvm::pid).toList();
            notes.add(
                    recorded.size()
                            + " JVMs were started: the trace is that of process "
                            + recorded.get(0).pid()
                            + ", which recorded most; there is none of "
                            + others);
        }
        return notes;
    }

    /** The recording may go: it is in a trace, or elsewhere. */
    public final void release() {
        isReleased = true;
        workplace.release();
    }

    /**
     * Where there is a recording that was not released, and stays: a file, or a folder of several.
     *
     * @return {@code null} when there is none
     */
    public final Path kept() throws IOException {
        Path ours = workplace.kept();
        // A JVM that was attached to and killed has left it in a folder of its own.
        return ours != null || isReleased || recorded.isEmpty() ? ours : recorded.get(0).place();
    }

    /** Leaves no recording behind in the other JVMs. */
    @Override
    public void close() throws IOException {
        stop();
    }
}
