package dev.jfrtrace.bridge.collect;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that are appended once and read at any place: the first {@link #MEMORY} in memory, what
 * comes after in a temporary file, which goes with {@link #close}. Any thread may append; reading
 * is for when all have done so.
 */
public final class Spool implements Closeable {
    /** Bytes held in memory before a file is made. */
    public static final int MEMORY = 32 << 20;

    private static final int SEGMENT = 1 << 16;

    private final List<byte[]> segments = new ArrayList<>();
    private final int memory;
    private byte[] open = new byte[SEGMENT];
    private int openLength;
    private long flushed;
    private FileChannel file;
    private Path path;

    public Spool() {
        this(MEMORY);
    }

    Spool(int memory) {
        this.memory = memory;
    }

    /** Where the next byte will stand. */
    public long length() {
        return flushed + openLength;
    }

    /** Bytes that went to the temporary file. */
    public long bytesOnDisk() {
        return Math.max(0, flushed - (long) segments.size() * SEGMENT);
    }

    /** Appends bytes and tells where they stand. */
    public synchronized long append(byte[] source, int from, int count) throws IOException {
        long at = length();
        int done = 0;
        while (done < count) {
            if (openLength == SEGMENT) {
                flush();
            }
            int n = Math.min(count - done, SEGMENT - openLength);
            System.arraycopy(source, from + done, open, openLength, n);
            openLength += n;
            done += n;
        }
        return at;
    }

    private void flush() throws IOException {
        if (flushed + SEGMENT <= memory) {
            segments.add(open);
            open = new byte[SEGMENT];
        } else {
            if (file == null) {
                openFile();
            }
            ByteBuffer bytes = ByteBuffer.wrap(open, 0, openLength);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
        flushed += openLength;
        openLength = 0;
    }

    private void openFile() throws IOException {
        path = Files.createTempFile("jfrtrace-spool", ".tmp");
        file =
                FileChannel.open(
                        path,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
        try {
            // Where the system allows it the name goes at once, so that nothing can leave it
            // behind.
            Files.deleteIfExists(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }

    /**
     * Copies bytes out.
     *
     * @param at where they go in the target
     * @return how many were copied: as many as there are, up to {@code count}; 0 at the end
     */
    public int read(long from, byte[] target, int at, int count) throws IOException {
        int done = 0;
        while (done < count && from + done < length()) {
            done += readSome(from + done, target, at + done, count - done);
        }
        return done;
    }

    private int readSome(long from, byte[] target, int at, int count) throws IOException {
        if (from >= flushed) {
            int n = (int) Math.min(count, length() - from);
            System.arraycopy(open, (int) (from - flushed), target, at, n);
            return n;
        }
        long inMemory = (long) segments.size() * SEGMENT;
        if (from < inMemory) {
            int within = (int) (from % SEGMENT);
            int n = Math.min(count, SEGMENT - within);
            System.arraycopy(segments.get((int) (from / SEGMENT)), within, target, at, n);
            return n;
        }
        int n = (int) Math.min(count, flushed - from);
        int read = file.read(ByteBuffer.wrap(target, at, n), from - inMemory);
        if (read <= 0) {
            throw new IOException("the temporary file " + path + " became shorter");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        segments.clear();
        if (file != null) {
            file.close();
        }
    }
}
