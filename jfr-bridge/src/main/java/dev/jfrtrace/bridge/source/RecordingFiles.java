package dev.jfrtrace.bridge.source;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The files that an input stands for: itself, what it holds when it is packed or a stream, or the
 * chunks of a JVM's repository when it is a folder. Closing it deletes what was copied or unpacked.
 */
public final class RecordingFiles implements Closeable {
    /** A repository has a folder for each JVM, and is itself in a folder that record has kept. */
    private static final int DEPTH = 3;

    private static final String ENCRYPTED = "encrypted";
    private static final byte[] MAGIC = {'F', 'L', 'R', 0};

    /** So many bytes of packed data hold the first ones of what was packed. */
    private static final int LOOK = 1 << 17;

    private final Path in;
    private final List<Path> files;
    private final Path unpacked;

    /** How it was packed, when the packed data ended, or broke, before its end. */
    private final Packing cut;

    private RecordingFiles(Path in, List<Path> files, Path unpacked, Packing cut) {
        this.in = in;
        this.files = files;
        this.unpacked = unpacked;
        this.cut = cut;
    }

    /**
     * Opens an input.
     *
     * @throws RecordingException when it is a folder without recordings, or is packed and cannot be
     *     unpacked
     */
    public static RecordingFiles open(Path in) throws IOException {
        if (Files.isDirectory(in)) {
            return new RecordingFiles(in, recordingsIn(in), null, null);
        }
        if (Files.exists(in) && !Files.isRegularFile(in)) {
            // A pipe, which can be read once only.
            try (InputStream stream = Files.newInputStream(in)) {
                return read(stream, in);
            }
        }
        Packing packing = Packing.of(in);
        return packing == null
                ? new RecordingFiles(in, List.of(in), null, null)
                : unpack(in, packing);
    }

    /**
     * Takes an input in to its end, packed or not.
     *
     * @param name how to call it
     */
    public static RecordingFiles read(InputStream in, Path name) throws IOException {
        Path copy = Files.createTempFile("jfrtrace-input", ".jfr");
        boolean isDone = false;
        Packing cut = null;
        try {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            if (Packing.of(copy) != null) {
                try (RecordingFiles packed = open(copy)) {
                    cut = packed.cut;
                    Files.move(packed.unpacked, copy, StandardCopyOption.REPLACE_EXISTING);
                } catch (RecordingException e) {
                    throw new RecordingException(name, e.what(), e);
                }
            }
            isDone = true;
            return new RecordingFiles(name, List.of(copy), copy, cut);
        } finally {
            if (!isDone) {
                Files.deleteIfExists(copy);
            }
        }
    }

    /**
     * Whether a stream begins as a recording does, packed or not: an archive, whatever it holds, is
     * nothing else that is read here. The stream stays where it is.
     *
     * @param in takes marks
     */
    public static boolean isRecording(InputStream in) throws IOException {
        in.mark(LOOK);
        byte[] start = in.readNBytes(MAGIC.length);
        in.reset();
        Packing packing = Packing.of(start);
        if (packing != Packing.GZIP) {
            return packing != null || Arrays.equals(start, MAGIC);
        }
        in.mark(LOOK);
        try {
            return Arrays.equals(new GZIPInputStream(in).readNBytes(MAGIC.length), MAGIC);
        } catch (EOFException | ZipException e) {
            return false;
        } finally {
            in.reset();
        }
    }

    /** In the order of their names, which begin with the time in a repository. */
    private static List<Path> recordingsIn(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder, DEPTH)) {
            List<Path> files =
                    found.filter(f -> f.toString().endsWith(".jfr") && Files.isRegularFile(f))
                            .sorted()
                            .toList();
            if (files.isEmpty()) {
                throw new RecordingException(
                        folder, "is a folder without a .jfr file, expected a JVM's repository");
            }
            return files;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static RecordingFiles unpack(Path in, Packing packing) throws IOException {
        Path target = Files.createTempFile("jfrtrace-unpacked", ".jfr");
        boolean isDone = false;
        boolean isCut;
        try (InputStream raw = Files.newInputStream(in);
                InputStream packed = packing.unpack(raw)) {
            isCut = !copy(packed, target);
            isDone = Files.size(target) > 0;
        } catch (EOFException | ZipException e) {
            throw new RecordingException(in, "is " + packing + ", but " + flaw(e), e);
        } finally {
            if (!isDone) {
                Files.delete(target);
            }
        }
        if (!isDone) {
            throw new RecordingException(in, "is " + packing + " with " + packing.nothing());
        }
        return new RecordingFiles(in, List.of(target), target, isCut ? packing : null);
    }

    /** An archive that is encrypted is not damaged; the JDK tells of it by its words alone. */
    private static String flaw(IOException failure) {
        String said = failure.getMessage();
        boolean isEncrypted = said != null && said.startsWith(ENCRYPTED);
        return isEncrypted ? "encrypted (unpack it first)" : "cut off or damaged";
    }

    /**
     * Packed data that is cut off, or damaged, is good up to there.
     *
     * @return whether all of it was
     */
    private static boolean copy(InputStream packed, Path target) throws IOException {
        try {
            Files.copy(packed, target, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (EOFException | ZipException e) {
            if (Files.size(target) == 0) {
                throw e;
            }
            return false;
        }
    }

    /**
     * The chunks of all files, in their order.
     *
     * @throws RecordingException when there are none; the message says what is there instead
     */
    public ChunkWalk walk() throws IOException {
        if (files.size() == 1) {
            ChunkWalk walk = ChunkWalk.of(files.get(0));
            return cut == null ? walk : cut(walk);
        }
        List<Chunk> chunks = new ArrayList<>();
        List<ChunkWalk.Rest> rest = new ArrayList<>();
        RecordingException first = null;
        for (Path file : files) {
            try {
                ChunkWalk walk = ChunkWalk.of(file);
                chunks.addAll(walk.chunks());
                rest.addAll(walk.rest());
            } catch (RecordingException e) {
                first = first == null ? e : first;
                rest.add(new ChunkWalk.Rest(file, 0, Files.size(file), e.what()));
            }
        }
        if (chunks.isEmpty()) {
            throw first;
        }
        return new ChunkWalk(List.copyOf(chunks), List.copyOf(rest));
    }

    /** Where the packed data ends too early a chunk may end well, and others be missing. */
    private ChunkWalk cut(ChunkWalk walk) throws IOException {
        List<ChunkWalk.Rest> rest = new ArrayList<>(walk.rest());
        String what = "here the " + cut.data() + " is cut off or damaged";
        rest.add(new ChunkWalk.Rest(unpacked, Files.size(unpacked), 0, what));
        return new ChunkWalk(walk.chunks(), List.copyOf(rest));
    }

    /** How to call a file: what was unpacked goes by the name of what it was in. */
    public Path nameOf(Path file) {
        return file.equals(unpacked) ? in : file;
    }

    /** The same failure, of a file that its user knows. */
    public RecordingException named(RecordingException failure) {
        return failure.file().equals(unpacked)
                ? new RecordingException(in, failure.what(), failure)
                : failure;
    }

    /** Bytes of all files, packed if they are files and packed. */
    public long size() throws IOException {
        if (unpacked != null && Files.isRegularFile(in)) {
            return Files.size(in);
        }
        long sum = 0;
        for (Path file : files) {
            sum += Files.size(file);
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        if (unpacked != null) {
            Files.deleteIfExists(unpacked);
        }
    }
}
