package dev.jfrtrace.bridge.cli.read;

import dev.jfrtrace.bridge.cli.terminal.ProgressBar;
import dev.jfrtrace.bridge.convert.Progress.Phase;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file that is read; the bar says how far, until it is closed. */
final class ProgressStream extends FilterInputStream {
    private final long size;
    private final ProgressBar bar;
    private long done;

    ProgressStream(InputStream in, long size, ProgressBar bar) {
        super(in);
        this.size = size;
        this.bar = bar;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        advance(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        advance(Math.max(count, 0));
        return count;
    }

    private void advance(int count) {
        done += count;
        bar.at(Phase.READING, done, size);
    }

    @Override
    public void close() throws IOException {
        bar.clear();
        super.close();
    }
}
