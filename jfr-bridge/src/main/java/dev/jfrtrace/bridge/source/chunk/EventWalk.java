package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrSource;
import dev.jfrtrace.bridge.source.Losses;
import dev.jfrtrace.bridge.source.RecordingException;
import java.io.IOException;

/** Goes from event to event through a chunk. */
final class EventWalk {
    /** Events between two reports of progress. */
    private static final int PACE = 1 << 12;

    private final Chunk chunk;
    private final Window window;
    private final Programs programs;
    private final JfrSource.Handler handler;
    private final Frame frame;
    private final EventView view;
    private long unread;
    private int count;

    EventWalk(Chunk chunk, Window window, Programs programs, JfrSource.Handler handler) {
        this.chunk = chunk;
        this.window = window;
        this.programs = programs;
        this.handler = handler;
        this.frame = new Frame(window);
        this.view = new EventView(frame.cursor);
    }

    Losses run() throws IOException {
        long at = ChunkHeader.LENGTH;
        while (at < window.length()) {
            if (!frame.moveTo(at)) {
                throw new RecordingException(chunk.file(), "damaged at " + at);
            }
            if (!frame.isMetadata() && !frame.isConstants()) {
                readEvent();
            }
            at = frame.end();
        }
        return Losses.of(unread);
    }

    private void readEvent() throws IOException {
        EventProgram program = programs.of(frame.type());
        if (program == null) {
            unread++;
            return;
        }
        frame.load();
        view.read(program);
        if (frame.cursor.remaining() != 0) {
            throw new RecordingException(chunk.file(), "not exact " + program.type.name());
        }
        handler.event(view);
        if ((++count & PACE - 1) == 0) {
            handler.progress(frame.end());
        }
    }
}
