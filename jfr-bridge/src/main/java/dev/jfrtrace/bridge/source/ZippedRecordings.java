package dev.jfrtrace.bridge.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The recordings in a zip archive, one behind the other, which is a recording by JFR's format. What
 * else is in it is passed over. Reads no directory: that of an archive that is cut off is missing.
 */
final class ZippedRecordings extends InputStream {
    private final ZipInputStream archive;
    private PushbackInputStream entry;

    ZippedRecordings(InputStream in) {
        // Names are in any charset, and nobody reads them: in this one all bytes make sense.
        archive = new ZipInputStream(in, StandardCharsets.ISO_8859_1);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        while (entry != null || findEntry()) {
            int there = entry.read(target, from, count);
            if (there >= 0) {
                return there;
            }
            entry = null;
        }
        return -1;
    }

    /** Goes on to the next recording. */
    private boolean findEntry() throws IOException {
        while (nextEntry() != null) {
            PushbackInputStream found = new PushbackInputStream(archive, Integer.BYTES);
            byte[] start = found.readNBytes(Integer.BYTES);
            found.unread(start);
            if (start.length == Integer.BYTES
                    && ByteBuffer.wrap(start).getInt() == ChunkHeader.MAGIC) {
                entry = found;
                return true;
            }
        }
        return false;
    }

    private ZipEntry nextEntry() throws IOException {
        try {
            return archive.getNextEntry();
        } catch (IllegalArgumentException e) {
            // A name that says that it is UTF-8, and is not.
            ZipException damaged = new ZipException("damaged name in a zip archive");
            damaged.initCause(e);
            throw damaged;
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
