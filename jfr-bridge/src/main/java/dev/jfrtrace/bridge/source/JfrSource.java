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
         */
        void begin(List<JfrType> types);

        void event(JfrEvent event);

        /** Hears now and then how many bytes of the chunk have been read. */
        default void progress(long bytes) {}
    }

    /**
     * Reads a chunk to its end.
     *
     * @return what the chunk holds and could not be handed out
     * @throws RecordingException when the chunk is damaged, and nothing more can be had from it;
     *     events that came before were handed out
     */
    Losses read(Chunk chunk, Handler handler) throws IOException;
}
