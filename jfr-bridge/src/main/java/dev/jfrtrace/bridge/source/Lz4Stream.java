package dev.jfrtrace.bridge.source;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Unpacks LZ4 frames, one or more. Checksums are passed over: what is damaged shows as a bad
 * recording.
 */
final class Lz4Stream extends InputStream {
    private static final int MAGIC = 0x184D2204;

    /** Sixteen magic numbers are of frames that others may put between ours. */
    private static final int SKIPPED = 0x184D2A50;

    private static final int VERSION = 1;
    private static final int HAS_BLOCK_CHECKSUM = 1 << 4;
    private static final int HAS_SIZE = 1 << 3;
    private static final int HAS_CHECKSUM = 1 << 2;
    private static final int HAS_DICTIONARY = 1;

    private static final int STORED = 1 << 31;

    /** How far back a block may refer. */
    private static final int HISTORY = 1 << 16;

    private static final int MIN_MATCH = 4;
    private static final int LONG = 15;

    private final InputStream in;
    private int flags;
    private boolean isInFrame;

    /** History, and behind it a block. */
    private byte[] bytes = new byte[0];

    /** The packed block, which may be shorter than the array, and what is next in it. */
    private byte[] block = new byte[0];

    private int length;
    private int next;

    /** Bytes of the frame's longest block. */
    private int maxBlock;

    private int at;
    private int end;

    Lz4Stream(InputStream in) {
        this.in = new BufferedInputStream(in, Packing.BUFFER);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        while (at == end) {
            if (isInFrame ? !nextBlock() : !nextFrame()) {
                return -1;
            }
        }
        int there = Math.min(count, end - at);
        System.arraycopy(bytes, at, target, from, there);
        at += there;
        return there;
    }

    private boolean nextFrame() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        int magic = first | number(3) << Byte.SIZE;
        if ((magic & ~LONG) == SKIPPED) {
            in.skipNBytes(Integer.toUnsignedLong(number(Integer.BYTES)));
            return true;
        }
        if (magic != MAGIC) {
            throw new ZipException("expected an LZ4 frame, found " + Integer.toHexString(magic));
        }
        flags = number(1);
        if (flags >>> 6 != VERSION || (flags & HAS_DICTIONARY) != 0) {
            throw new ZipException("LZ4 frame with unknown flags " + Integer.toHexString(flags));
        }
        maxBlock = 1 << 8 + 2 * (number(1) >>> 4 & 7);
        in.skipNBytes(((flags & HAS_SIZE) == 0 ? 0 : Long.BYTES) + 1);
        if (bytes.length < HISTORY + maxBlock) {
            bytes = new byte[HISTORY + maxBlock];
        }
        at = 0;
        end = 0;
        isInFrame = true;
        return true;
    }

    /** Reads a block, or the frame's end. */
    private boolean nextBlock() throws IOException {
        keepHistory();
        int header = number(Integer.BYTES);
        if (header == 0) {
            in.skipNBytes((flags & HAS_CHECKSUM) == 0 ? 0 : Integer.BYTES);
            isInFrame = false;
            return true;
        }
        length = header & ~STORED;
        if (length > maxBlock) {
            throw new ZipException("LZ4 block of " + length + " bytes, more than its frame allows");
        }
        if (header < 0) {
            fill(bytes, end, length);
            end += length;
        } else {
            block = block.length < length ? new byte[length] : block;
            fill(block, 0, length);
            unpack();
        }
        in.skipNBytes((flags & HAS_BLOCK_CHECKSUM) == 0 ? 0 : Integer.BYTES);
        return true;
    }

    private void keepHistory() {
        int kept = Math.min(end, HISTORY);
        System.arraycopy(bytes, end - kept, bytes, 0, kept);
        at = kept;
        end = kept;
    }

    /** Sequences: literals, then a match, which the last one has not. */
    private void unpack() throws IOException {
        next = 0;
        try {
            while (next < length) {
                int token = nextByte();
                int literals = count(token >>> 4);
                if (literals > length - next) {
                    throw damaged(null);
                }
                System.arraycopy(block, next, bytes, end, literals);
                next += literals;
                end += literals;
                if (next < length) {
                    int distance = nextByte() | nextByte() << Byte.SIZE;
                    repeat(distance, count(token & LONG) + MIN_MATCH);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw damaged(e);
        }
        if (end - at > maxBlock) {
            throw damaged(null);
        }
    }

    /** Behind the block is what longer ones have left. */
    private int nextByte() throws ZipException {
        if (next == length) {
            throw damaged(null);
        }
        return block[next++] & 0xFF;
    }

    /** A count that does not fit into half a token goes on in bytes, up to one that is not full. */
    private int count(int half) throws ZipException {
        int count = half;
        int more = half == LONG ? 0xFF : 0;
        while (more == 0xFF) {
            more = nextByte();
            count += more;
        }
        return count;
    }

    /** What is repeated may overlap with itself. */
    private void repeat(int distance, int count) throws ZipException {
        if (distance == 0) {
            throw damaged(null);
        }
        for (int i = 0; i < count; i++) {
            bytes[end] = bytes[end - distance];
            end++;
        }
    }

    private static ZipException damaged(Exception cause) {
        ZipException damaged = new ZipException("damaged LZ4 block");
        damaged.initCause(cause);
        return damaged;
    }

    private void fill(byte[] target, int from, int count) throws IOException {
        if (in.readNBytes(target, from, count) < count) {
            throw new EOFException("LZ4 data is cut off");
        }
    }

    /** Little-endian. */
    private int number(int count) throws IOException {
        int number = 0;
        for (int i = 0; i < count; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("LZ4 data is cut off");
            }
            number |= next << i * Byte.SIZE;
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
