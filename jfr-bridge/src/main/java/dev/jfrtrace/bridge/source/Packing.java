package dev.jfrtrace.bridge.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** How recordings are packed by those who store and send them, told by the first bytes. */
enum Packing {
    GZIP("gzip data", "nothing in it", 0x1F, 0x8B) {
        @Override
        InputStream unpack(InputStream in) throws IOException {
            return new GZIPInputStream(in, BUFFER);
        }
    },
    ZIP("a zip archive", "no recording in it", 'P', 'K', 3, 4) {
        @Override
        InputStream unpack(InputStream in) {
            return new ZippedRecordings(in);
        }
    },
    LZ4("LZ4 data", "nothing in it", 0x04, 0x22, 0x4D, 0x18) {
        @Override
        InputStream unpack(InputStream in) {
            return new Lz4Stream(in);
        }
    };

    static final int BUFFER = 1 << 16;

    private static final int LONGEST = 4;

    private final String title;
    private final String nothing;
    private final byte[] magic;

    Packing(String title, String nothing, int... magic) {
        this.title = title;
        this.nothing = nothing;
        this.magic = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            this.magic[i] = (byte) magic[i];
        }
    }

    /** How a file is packed; {@code null} when it is not, or is no file that can be read. */
    static Packing of(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(LONGEST));
        }
    }

    /** How what begins with these bytes is packed; {@code null} when it is not. */
    static Packing of(byte[] start) {
        return Arrays.stream(values()).filter(p -> p.begins(start)).findFirst().orElse(null);
    }

    private boolean begins(byte[] start) {
        return start.length >= magic.length
                && Arrays.equals(start, 0, magic.length, magic, 0, magic.length);
    }

    /**
     * What was packed. Data that ends too early is an {@code EOFException}, damaged data a {@code
     * ZipException}.
     *
     * @param in begins with the magic, and is closed with the result
     */
    abstract InputStream unpack(InputStream in) throws IOException;

    /** What is in it when nothing that is wanted is. */
    String nothing() {
        return nothing;
    }

    /** What it is, behind an article. */
    String data() {
        return title.replaceFirst("^a ", "");
    }

    /** In a sentence. */
    @Override
    public String toString() {
        return title;
    }
}
