package dev.jfrtrace.bridge.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the chunks of a recording file by their headers.
 *
 * @param chunks the whole ones, in file order; at least one
 * @param damage what follows them that is not a whole chunk, if anything
 */
public record ChunkWalk(List<Chunk> chunks, Optional<String> damage) {
    /**
     * Walks a file.
     *
     * @throws RecordingException when it has not one whole chunk; the message says what it is
     *     instead
     */
    public static ChunkWalk of(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new RecordingException(file, "is a folder, expected a .jfr file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return walk(file, channel);
        } catch (NoSuchFileException e) {
            throw new RecordingException(file, "no such file", e);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new RecordingException(file, "may not be read (permission denied)", e);
        }
    }

    private static ChunkWalk walk(Path file, FileChannel channel) throws IOException {
        long fileSize = channel.size();
        if (fileSize == 0) {
            throw new RecordingException(file, "is empty, expected a JFR recording");
        }
        List<Chunk> chunks = new ArrayList<>();
        String damage = null;
        long offset = 0;
        while (offset < fileSize && damage == null) {
            ByteBuffer start = read(channel, offset);
            damage = damageOf(start, fileSize - offset);
            if (damage == null) {
                Chunk chunk = new Chunk(file, offset, ChunkHeader.read(start));
                chunks.add(chunk);
                offset += chunk.header().size();
            }
        }
        if (chunks.isEmpty()) {
            throw new RecordingException(file, damage);
        }
        String where = damage == null ? null : "at offset " + offset + ": " + damage;
        return new ChunkWalk(List.copyOf(chunks), Optional.ofNullable(where));
    }

    private static ByteBuffer read(FileChannel channel, long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(ChunkHeader.LENGTH);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
            // Until the header is whole or the file ends.
        }
        return bytes.flip();
    }

    /** What keeps the bytes from being a whole chunk; {@code null} when nothing does. */
    private static String damageOf(ByteBuffer start, long available) {
        if (start.remaining() < Integer.BYTES || start.getInt(0) != ChunkHeader.MAGIC) {
            return "is not a JFR recording" + guess(start) + ", expected it to start with FLR";
        }
        if (start.remaining() < ChunkHeader.LENGTH) {
            return "the recording ends within a chunk's header: the file was cut off";
        }
        ChunkHeader header = ChunkHeader.read(start.duplicate());
        if (header.major() < 1 || header.major() > 2) {
            return "has format version "
                    + header.major()
                    + "."
                    + header.minor()
                    + (header.major() == 0 ? " (Oracle JDK 7 or 8)" : "")
                    + ", which is not supported: expected 1.x or 2.x (OpenJDK 8u262 and later)";
        }
        return damageOf(header, available);
    }

    private static String damageOf(ChunkHeader header, long available) {
        if (header.size() <= ChunkHeader.LENGTH) {
            return "the chunk says that it is "
                    + header.size()
                    + " bytes long: its JVM was killed, or is still writing it";
        }
        if (header.size() > available) {
            return "the chunk says that it is "
                    + header.size()
                    + " bytes long, but only "
                    + available
                    + " are there: the file was cut off, or its JVM killed";
        }
        if (header.ticksPerSecond() <= 0 || header.ticksPerSecond() > 1L << 33) {
            return "the chunk's clock has " + header.ticksPerSecond() + " ticks per second";
        }
        if (header.startTicks() < 0) {
            return "the chunk's clock starts at " + header.startTicks() + " ticks";
        }
        return null;
    }

    private static String guess(ByteBuffer start) {
        byte[] bytes = new byte[Math.min(start.remaining(), 16)];
        start.duplicate().get(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u001f\u008b")) {
            return " but gzip data (unpack it first: gunzip)";
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return " but a zip archive (unpack it first)";
        }
        if (text.startsWith("go 1.")) {
            return " but a Go execution trace already";
        }
        if (text.stripLeading().startsWith("<")) {
            return " but HTML or XML text";
        }
        return "";
    }
}
