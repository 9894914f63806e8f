package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.ChunkHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The directory of a chunk as its header has it. */
final class HeaderDirectory {
    private HeaderDirectory() {}

    /** The directory; {@code null} when what the header says is not there. */
    static Directory of(ChunkHeader header, Window window) throws IOException {
        Metadata metadata = metadata(header.metadataAt(), new Frame(window));
        List<Long> constants = constants(header.constantsAt(), 0, new Frame(window));
        boolean isWhole = metadata != null && metadata.isWhole() && constants != null;
        return isWhole ? new Directory(metadata, constants) : null;
    }

    /** The metadata at a place, which may not be whole; {@code null} when it is not there. */
    static Metadata metadata(long place, Frame frame) throws IOException {
        if (!frame.moveTo(place) || !frame.isMetadata() || !frame.load()) {
            return null;
        }
        try {
            return new Metadata(frame.cursor);
        } catch (DamageException e) {
            return null;
        }
    }

    /**
     * Each event with constants says how far before it the one before it is; the first says 0.
     *
     * @param from where the first one that counts may be
     * @return the last one first; {@code null} when they do not hang together
     */
    static List<Long> constants(long last, long from, Frame frame) throws IOException {
        List<Long> places = new ArrayList<>();
        long place = last;
        while (true) {
            if (place < from && place > 0) {
                return places;
            }
            if (!frame.moveTo(place) || !frame.isConstants()) {
                return null;
            }
            places.add(place);
            long step = step(frame.cursor);
            if (step == 0) {
                return places;
            }
            if (step > 0) {
                return null;
            }
            place += step;
        }
    }

    private static long step(Cursor in) {
        try {
            in.number(); // start
            in.number(); // duration
            return in.number();
        } catch (DamageException e) {
            return 1;
        }
    }
}
