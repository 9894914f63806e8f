package dev.jfrtrace.bridge.record;

import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.RecordingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one JVM has recorded: the file that it wrote when it ended or was told to, or the chunks
 * that it left when it was killed.
 *
 * @param pid its process
 * @param files in the order in which they were written
 */
record RecordedJvm(long pid, List<Path> files) {
    private static final String CHUNK = ".jfr";

    /** JFR's own names: of files that it writes where it is given a folder, and of its folders. */
    private static final Pattern WRITTEN = Pattern.compile("hotspot-pid-(\\d{1,18})-.*\\.jfr");

    private static final Pattern REPOSITORY = Pattern.compile("[\\d_]+_(\\d{1,18})");

    /** Starts are known less exactly than times of files. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    /** The name of a file for a recording of a process. */
    static String fileName(long pid) {
        return "hotspot-pid-" + pid + "-stopped" + CHUNK;
    }

    /** The files that JVMs have written into a folder. */
    static List<RecordedJvm> writtenTo(Path folder) throws IOException {
        return in(folder).stream()
                .filter(file -> pidOf(file, WRITTEN) != 0 && file.toFile().length() > 0)
                .map(file -> new RecordedJvm(pidOf(file, WRITTEN), List.of(file)))
                .toList();
    }

    /** The JVM of a repository, by its name; 0 when it is none. */
    static long pidOf(Path repository) {
        return pidOf(repository, REPOSITORY);
    }

    /**
     * The process of a repository, if it runs. One that began later has but its number: to speak to
     * it would end it, if it is no JVM.
     */
    static Optional<ProcessHandle> processOf(Path repository) {
        return ProcessHandle.of(pidOf(repository))
                .filter(process -> !isYounger(process, repository));
    }

    private static boolean isYounger(ProcessHandle process, Path repository) {
        try {
            Instant last = Files.getLastModifiedTime(repository).toInstant().plus(SLACK);
            return process.info().startInstant().filter(last::isBefore).isPresent();
        } catch (IOException e) {
            return true;
        }
    }

    private static long pidOf(Path path, Pattern name) {
        Matcher matcher = name.matcher(path.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /**
     * The chunks of a JVM's repository that begin at {@code since} or later.
     *
     * @param since wall clock in nanoseconds since 1970
     */
    static RecordedJvm leftIn(Path repository, long pid, long since) throws IOException {
        List<Path> chunks =
                in(repository).stream().filter(file -> beginsSince(file, since)).toList();
        return new RecordedJvm(pid, chunks);
    }

    /** Whether there is something in it, as far as that can be said. */
    static boolean isRecording(Path file) {
        return isFile(file) && beginsSince(file, Long.MIN_VALUE);
    }

    private static boolean beginsSince(Path chunk, long since) {
        try {
            return chunk.toString().endsWith(CHUNK) && ChunkHeader.of(chunk).startNanos() >= since;
        } catch (RecordingException e) {
            // Begun, and nothing written yet.
            return false;
        } catch (IOException e) {
            // It cannot be read: whoever converts it will say so.
            return true;
        }
    }

    /** Names of chunks are times: in their order they follow each other. */
    private static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(RecordedJvm::isFile).sorted().toList();
        }
    }

    /** A link, or what can be read without end, is none: the folder may be another user's. */
    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Where it is: a file, or the folder of several. */
    Path place() {
        Path first = files.get(0);
        return files.size() == 1 ? first : first.getParent();
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    long bytes() {
        return files.stream().mapToLong(file -> file.toFile().length()).sum();
    }

    /** All of it as one file, which may be {@code target}; chunks are joined as they are. */
    Path asFile(Path target) throws IOException {
        if (files.size() == 1) {
            return files.get(0);
        }
        try (FileChannel out =
                FileChannel.open(
                        target,
                        // Another user may own the folder: no link of theirs is followed.
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE)) {
            for (Path file : files) {
                append(file, out);
            }
        }
        return target;
    }

    private static void append(Path file, FileChannel out) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long start = out.position();
            for (long done = 0; done < in.size(); ) {
                done += out.transferFrom(in, start + done, in.size() - done);
            }
            out.position(start + in.size());
        }
    }
}
