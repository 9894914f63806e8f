package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.JfrSource;
import dev.jfrtrace.bridge.source.Losses;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads chunks by what they say of themselves and nothing else: no knowledge of JDKs, and none of
 * other chunks. Memory is taken for the constants of the chunk at hand and for one event; what a
 * handler has been given is void when its chunk has been read.
 */
public final class ChunkSource implements JfrSource {
    /** Of chunks that have been read. */
    private final Queue<Room> rooms = new ConcurrentLinkedQueue<>();

    /** A source, which serves any number of readings, and threads. */
    public ChunkSource() {}

    @Override
    public Losses read(Chunk chunk, Handler handler) throws IOException {
        try (FileChannel channel = FileChannel.open(chunk.file(), StandardOpenOption.READ)) {
            Room free = rooms.poll();
            Room room = free == null ? new Room() : free;
            Window window =
                    new Window(
                            Window.bytes(channel), chunk.offset(), chunk.length(), room.window());
            Losses losses = new ChunkReader(chunk, window, room, handler).read();
            if (room.isWorthKeeping()) {
                rooms.add(room);
            }
            return losses;
        }
    }
}
