package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds the parts of a chunk whose header does not tell them: one that its JVM did not finish, that
 * was cut, or whose header is damaged.
 */
final class DirectorySearch {
    /** The least that metadata takes: it is looked for at every byte. */
    private static final int LEAST = 64;

    private final Chunk chunk;
    private final Window window;
    private final Frame frame;

    DirectorySearch(Chunk chunk, Window window) {
        this.chunk = chunk;
        this.window = window;
        this.frame = new Frame(window);
    }

    /** The directory; {@code null} when there is no metadata left. */
    Directory directory() throws IOException {
        Metadata metadata = lastMetadata();
        return metadata == null ? null : new Directory(metadata, constants(metadata));
    }

    /** JVMs write it anew when types are added: the last one has most. */
    private Metadata lastMetadata() throws IOException {
        Metadata last = null;
        long place = ChunkHeader.LENGTH;
        while (place < window.length()) {
            if (frame.moveTo(place)) {
                if (frame.isMetadata()) {
                    last = better(metadataAt(place), last);
                }
                place += frame.size();
            } else {
                place = find(place + 1);
            }
        }
        if (last == null) {
            // Sizes that are wrong and yet plausible may have led past it.
            long found = find(ChunkHeader.LENGTH);
            last = found < window.length() ? metadataAt(found) : null;
        }
        return better(metadataAt(chunk.header().metadataAt()), last);
    }

    private static Metadata better(Metadata one, Metadata other) {
        return one == null || (!one.isWhole() && other != null) ? other : one;
    }

    private Metadata metadataAt(long place) throws IOException {
        return HeaderDirectory.metadata(place, frame);
    }

    private long find(long from) throws IOException {
        for (long place = from; place < window.length(); place++) {
            boolean isCandidate =
                    frame.moveTo(place) && frame.isMetadata() && frame.size() >= LEAST;
            if (isCandidate && isWhole(metadataAt(place))) {
                return place;
            }
        }
        return window.length();
    }

    private static boolean isWhole(Metadata metadata) {
        return metadata != null && metadata.isWhole();
    }

    private List<Long> constants(Metadata metadata) throws IOException {
        List<Long> places = new ArrayList<>();
        Pools none = new Pools(metadata, new byte[0]);
        Walk.Visitor visitor =
                new Walk.Visitor() {
                    @Override
                    public void event(EventView event, Frame frame) {
                        // Only constants are looked for.
                    }

                    @Override
                    public void constants(Frame event) {
                        places.add(event.place());
                    }
                };
        new Walk(chunk.header(), window, new Programs(metadata, none), none, new Gaps(), visitor)
                .run();
        Collections.reverse(places);
        return places;
    }
}
