package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.JfrSource;
import dev.jfrtrace.bridge.source.Losses;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * Reads chunks by what they say of themselves and nothing else: no knowledge of JDKs, and none of
 * other chunks. Memory is taken for the constants of the chunk at hand and for one event.
 */
public final class ChunkSource implements JfrSource {
    /** A source without state: one serves any number of readings, and threads. */
    public ChunkSource() {}

    @Override
    public Losses read(Chunk chunk, Handler handler) throws IOException {
        try (FileChannel channel = FileChannel.open(chunk.file(), StandardOpenOption.READ)) {
            Window window = new Window(channel, chunk.offset(), chunk.length());
            return new ChunkReader(chunk, window, handler).read();
        }
    }
}
