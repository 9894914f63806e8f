package dev.jfrtrace.bridge.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the chunks of a recording file by their headers.
 *
 * @param chunks in file order, at least one; those that are not whole say so
 * @param rest stretches of the file that are no chunks, in file order
 */
public record ChunkWalk(List<Chunk> chunks, List<Rest> rest) {
    /**
     * A stretch of a file that is no chunk.
     *
     * @param offset where it starts
     * @param length its bytes
     * @param what what it is, as the rest of a sentence
     */
    public record Rest(Path file, long offset, long length, String what) {}

    /** The first byte of {@link ChunkHeader#MAGIC}. */
    private static final byte MAGIC_START = 'F';

    /** Line ends are two bytes: one in 65,536 pairs of bytes is one, or somewhat more. */
    private static final int BYTES_TO_ONE_MISSING = 1 << 12;

    private static final int MIN_MISSING = 16;

    private static final int LONGEST_GUESS = 24;

    /** What else is taken for recordings, by how it begins. */
    private static final Map<String, String> GUESSES =
            Map.of(
                    "\u001f\u008b", "gzip data (unpack it first: gunzip)",
                    "PK\u0003\u0004", "a zip archive (unpack it first)",
                    "(\u00b5/\u00fd", "Zstandard data (unpack it first: unzstd)",
                    "\u00fd7zXZ", "xz data (unpack it first: unxz)",
                    "BZh", "bzip2 data (unpack it first: bunzip2)",
                    "version https://git-lfs", "a pointer to one (fetch it first: git lfs pull)",
                    "JAVA PROFILE 1", "a heap dump",
                    "go 1.", "a Go execution trace already",
                    "<", "HTML or XML text");

    private static final String COPY = "; the copy of its header at its end was used";

    /**
     * Walks a file.
     *
     * @throws RecordingException when it has no chunk; the message says what it is instead
     */
    public static ChunkWalk of(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new RecordingException(file, "is a folder, expected a .jfr file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return walk(file, channel);
        } catch (NoSuchFileException e) {
            throw new RecordingException(file, "no such file", e);
        } catch (AccessDeniedException e) {
            throw new RecordingException(file, "may not be read (permission denied)", e);
        }
    }

    /** The chunks that are whole. */
    public List<Chunk> whole() {
        return chunks.stream().filter(Chunk::isWhole).toList();
    }

    private static ChunkWalk walk(Path file, FileChannel channel) throws IOException {
        long fileSize = channel.size();
        if (fileSize == 0) {
            throw new RecordingException(file, "is empty, expected a JFR recording");
        }
        List<Chunk> chunks = new ArrayList<>();
        List<Rest> rest = new ArrayList<>();
        for (long offset = 0; offset < fileSize; ) {
            ByteBuffer start = read(channel, offset);
            String flaw = damageOf(start);
            if (flaw == null) {
                Chunk chunk = chunk(file, channel, offset, ChunkHeader.read(start));
                chunks.add(chunk);
                offset += chunk.length();
                continue;
            }
            long end = nextStart(channel, offset + 1, offset, null);
            ChunkHeader copy = isVersion(start) ? copyOfHeader(channel, offset, end) : null;
            if (copy != null) {
                chunks.add(new Chunk(file, offset, copy, end - offset, flaw + COPY));
            } else {
                rest.add(new Rest(file, offset, end - offset, flaw));
            }
            offset = end;
        }
        if (chunks.isEmpty()) {
            throw new RecordingException(file, rest.get(0).what());
        }
        return new ChunkWalk(List.copyOf(chunks), List.copyOf(rest));
    }

    /** The chunk of a header, which may be wrong about its size. */
    private static Chunk chunk(Path file, FileChannel channel, long offset, ChunkHeader header)
            throws IOException {
        long available = channel.size() - offset;
        String flaw = damageOf(header, available);
        if (flaw == null) {
            Chunk whole = new Chunk(file, offset, header);
            boolean isFollowed =
                    header.size() == available || isStart(read(channel, offset + header.size()));
            if (isFollowed || EventCount.fits(whole, channel)) {
                return whole;
            }
            flaw = "its size, " + header.size() + " bytes, is not where its events end";
        }
        long end = nextStart(channel, offset + ChunkHeader.LENGTH, offset, header);
        String text = takenForText(channel, offset, end, header);
        return new Chunk(file, offset, header, end - offset, text == null ? flaw : text);
    }

    /**
     * Where the next chunk begins, from a place on; the file's end when none does.
     *
     * @param chunk where the chunk at hand begins, which may have copies of its header within
     * @param own its header; {@code null} when that is damaged
     */
    private static long nextStart(FileChannel channel, long from, long chunk, ChunkHeader own)
            throws IOException {
        long at = nextHeader(channel, from);
        while (at < channel.size()) {
            ChunkHeader header = ChunkHeader.read(read(channel, at));
            boolean isOwn = own != null && isMovedCopy(own, header, at - chunk);
            if (!isOwn && !isCopy(header, at - chunk)) {
                return at;
            }
            at = nextHeader(channel, at + 1);
        }
        return Math.max(from, channel.size());
    }

    /**
     * JVMs put a copy of the header at a chunk's end, and say with it that the chunk ends there.
     */
    private static boolean isCopy(ChunkHeader header, long at) {
        return header.size() == at + ChunkHeader.LENGTH;
    }

    /**
     * The same where a few bytes in front of it are missing: whoever takes a recording for text, as
     * version control may, leaves out a byte wherever it finds the end of a line in it.
     */
    private static boolean isMovedCopy(ChunkHeader own, ChunkHeader header, long at) {
        long missing = header.size() - at - ChunkHeader.LENGTH;
        return header.startTicks() == own.startTicks()
                && header.startNanos() == own.startNanos()
                && missing > 0
                && missing <= MIN_MISSING + header.size() / BYTES_TO_ONE_MISSING;
    }

    /** Its end is there, only nearer than it should be; {@code null} when it is not so. */
    private static String takenForText(
            FileChannel channel, long chunk, long end, ChunkHeader header) throws IOException {
        long at = end - ChunkHeader.LENGTH;
        if (at <= chunk || !isStart(read(channel, at))) {
            return null;
        }
        ChunkHeader copy = ChunkHeader.read(read(channel, at));
        return isMovedCopy(header, copy, at - chunk)
                ? (chunk + copy.size() - end)
                        + " bytes are missing within it: it was taken for text, perhaps, by"
                        + " something that changes line ends"
                : null;
    }

    private static ChunkHeader copyOfHeader(FileChannel channel, long chunk, long end)
            throws IOException {
        for (long at = nextHeader(channel, chunk + 1); at < end; at = nextHeader(channel, at + 1)) {
            ChunkHeader header = ChunkHeader.read(read(channel, at));
            if (isCopy(header, at - chunk)) {
                return header;
            }
        }
        return null;
    }

    /** Where the next header is that makes sense, from a place on; the file's end when none is. */
    private static long nextHeader(FileChannel channel, long from) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(1 << 16);
        long offset = from;
        while (offset < channel.size()) {
            fill(channel, block.clear(), offset);
            for (int at = 0; at + Integer.BYTES <= block.limit(); at++) {
                if (block.get(at) == MAGIC_START
                        && block.getInt(at) == ChunkHeader.MAGIC
                        && isStart(read(channel, offset + at))) {
                    return offset + at;
                }
            }
            offset += Math.max(1, block.limit() - Integer.BYTES + 1);
        }
        return channel.size();
    }

    /** Whether bytes are the header of a chunk, finished or not. */
    private static boolean isStart(ByteBuffer bytes) {
        return damageOf(bytes) == null;
    }

    private static ByteBuffer read(FileChannel channel, long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(ChunkHeader.LENGTH);
        fill(channel, bytes, offset);
        return bytes;
    }

    private static void fill(FileChannel channel, ByteBuffer bytes, long offset)
            throws IOException {
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
            // Until the buffer is full or the file ends.
        }
        bytes.flip();
    }

    private static boolean isVersion(ByteBuffer start) {
        boolean isHeader =
                start.remaining() == ChunkHeader.LENGTH && start.getInt(0) == ChunkHeader.MAGIC;
        return isHeader && versionFlaw(ChunkHeader.read(start.duplicate())) == null;
    }

    private static String versionFlaw(ChunkHeader header) {
        if (header.major() >= 1 && header.major() <= 2) {
            return null;
        }
        return "has format version "
                + header.major()
                + "."
                + header.minor()
                + (header.major() == 0 ? " (Oracle JDK 7 or 8)" : "")
                + ", which is not supported: expected 1.x or 2.x (OpenJDK 8u262 and later)";
    }

    /** What keeps bytes from being a chunk's header; {@code null} when nothing does. */
    private static String damageOf(ByteBuffer start) {
        if (start.remaining() < Integer.BYTES || start.getInt(0) != ChunkHeader.MAGIC) {
            return "is not a JFR recording" + guess(start) + ", expected it to start with FLR";
        }
        if (start.remaining() < ChunkHeader.LENGTH) {
            return "the recording ends within a chunk's header: the file was cut off";
        }
        ChunkHeader header = ChunkHeader.read(start.duplicate());
        String version = versionFlaw(header);
        if (version != null) {
            return version;
        }
        if (header.ticksPerSecond() <= 0 || header.ticksPerSecond() > 1L << 33) {
            return "the chunk's clock has " + header.ticksPerSecond() + " ticks per second";
        }
        if (header.startTicks() < 0) {
            return "the chunk's clock starts at " + header.startTicks() + " ticks";
        }
        return null;
    }

    /** Why less or more of the chunk may be there than it says; {@code null} when it is right. */
    private static String damageOf(ChunkHeader header, long available) {
        if (header.size() <= ChunkHeader.LENGTH) {
            return "it says that it is "
                    + header.size()
                    + " bytes long: its JVM was killed, or is still writing it";
        }
        if (header.size() > available) {
            return "it says that it is "
                    + header.size()
                    + " bytes long, but only "
                    + available
                    + " are there: the file was cut off, or its JVM killed";
        }
        if (!header.isFinished()) {
            return "it is not finished: its JVM was killed, or is still writing it";
        }
        return null;
    }

    private static String guess(ByteBuffer start) {
        byte[] bytes = new byte[Math.min(start.remaining(), LONGEST_GUESS)];
        start.duplicate().get(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return GUESSES.keySet().stream()
                .filter(begin -> text.startsWith(begin) || text.strip().startsWith(begin))
                .findFirst()
                .map(begin -> " but " + GUESSES.get(begin))
                .orElse("");
    }
}
