package dev.jfrtrace.samples.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that one thread appends to and reads from; it never gets bigger than a few blocks. */
final class BlockFile implements AutoCloseable {
    private static final int MAX_BLOCK = 4_096;
    private static final long MAX_SIZE = 1L << 20;
    private static final int WRITES_PER_FORCE = 500;
    private static final int WRITES_PER_REST = 10;

    private final FileChannel channel;
    private int writes;

    private BlockFile(FileChannel channel) {
        this.channel = channel;
    }

    static BlockFile create(Path file) throws IOException {
        return new BlockFile(
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE));
    }

    /** Writes and reads until the thread is interrupted, or the file closed. */
    void work(CallChain chain) throws Exception {
        ByteBuffer block = ByteBuffer.allocateDirect(MAX_BLOCK);
        while (true) {
            block.clear().limit(1 + chain.random(MAX_BLOCK));
            chain.call(() -> append(block));
            block.clear();
            chain.call(() -> channel.read(block, 0));
            if (++writes % WRITES_PER_REST == 0) {
                // A disk cache is never slow: without a rest this would be half of all events.
                chain.call(() -> Thread.sleep(1));
            }
        }
    }

    private void append(ByteBuffer block) throws IOException {
        if (channel.size() > MAX_SIZE) {
            channel.truncate(0);
        }
        channel.write(block, channel.size());
        if (writes % WRITES_PER_FORCE == 0) {
            channel.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
