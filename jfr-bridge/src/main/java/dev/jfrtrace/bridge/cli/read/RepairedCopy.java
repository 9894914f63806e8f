package dev.jfrtrace.bridge.cli.read;

import dev.jfrtrace.bridge.cli.terminal.OutputException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Copies what is read from a stream into a file of another name; when it is known how much of it is
 * good, the rest is cut off and the file gets its name. So a pipe can be repaired as well.
 */
public final class RepairedCopy implements AutoCloseable {
    private final PartFile file;

    public RepairedCopy(Path target) throws IOException {
        file = new PartFile(target);
    }

    /** The stream to read from instead. */
    public InputStream copying(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = in.read(bytes, offset, length);
                ByteBuffer rest = ByteBuffer.wrap(bytes, offset, Math.max(count, 0));
                while (rest.hasRemaining()) {
                    write(rest);
                }
                return count;
            }
        };
    }

    private void write(ByteBuffer bytes) throws IOException {
        try {
            file.channel().write(bytes);
        } catch (IOException e) {
            throw new OutputException(file.target().toString(), e);
        }
    }

    /** Keeps the first bytes, and nothing else. */
    public void keep(long goodBytes) throws IOException {
        file.channel().truncate(goodBytes);
        file.keep();
    }

    /** Without {@link #keep} nothing is left. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
