package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.JfrSource;
import dev.jfrtrace.bridge.source.Losses;
import dev.jfrtrace.bridge.source.RecordingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads one chunk: its types, its constants, its events. */
final class ChunkReader {
    private final Chunk chunk;
    private final Window window;
    private final JfrSource.Handler handler;

    ChunkReader(Chunk chunk, Window window, JfrSource.Handler handler) {
        this.chunk = chunk;
        this.window = window;
        this.handler = handler;
    }

    Losses read() throws IOException {
        Directory directory = HeaderDirectory.of(chunk.header(), window);
        if (directory == null) {
            throw new RecordingException(chunk.file(), "the " + chunk + " has no metadata");
        }
        List<Long> damaged = new ArrayList<>();
        Pools pools = Constants.load(directory, window, damaged);
        Programs programs = new Programs(directory.metadata(), pools);
        handler.begin(programs.types());
        return new EventWalk(chunk, window, programs, handler).run();
    }
}
