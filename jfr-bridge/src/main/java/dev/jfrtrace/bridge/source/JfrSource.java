package dev.jfrtrace.bridge.source;

import java.io.IOException;
import java.util.List;

/** Reads the events of one chunk. */
public interface JfrSource {
    /** Receives a chunk's events in file order, which is not the order of time. */
    interface Handler {
        /**
         * Called once, before the events.
         *
         * @param types all types that the chunk defines
         * @param events how many events will come
         */
        void begin(List<JfrType> types, long events);

        void event(JfrEvent event);
    }

    /**
     * Reads a chunk to its end.
     *
     * @return events that the chunk holds and that could not be handed out, without an error
     * @throws RecordingException when the chunk is damaged; events that came before were handed out
     */
    long read(Chunk chunk, Handler handler) throws IOException;
}
