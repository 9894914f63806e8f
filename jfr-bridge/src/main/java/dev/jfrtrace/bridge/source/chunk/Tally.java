package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.LostBytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;

/**
 * Counts the events of a chunk that its JVM is still writing, as far as that has flushed them, and
 * reads of no event more than its size and its type, those aside that tell of losses. Not
 * thread-safe.
 */
public final class Tally {
    private static final String LOSS = "jdk.DataLoss";
    private static final List<String> LOST = List.of("amount", "total");
    private static final long NONE = -1;

    private final Path file;
    private final Room room = new Room();
    private long place = ChunkHeader.LENGTH;
    private long metadataAt;
    private long lossType = NONE;

    /** Numbers of an event of that type before those that are wanted. */
    private int before;

    private long events;
    private final LostBytes lostBytes = new LostBytes();

    /**
     * Of nothing, yet.
     *
     * @param file begins with the chunk
     */
    public Tally(Path file) {
        this.file = file;
    }

    /**
     * Counts what has been flushed since the last look.
     *
     * @throws IOException when the file is gone, or holds no chunk yet
     */
    public void look() throws IOException {
        ChunkHeader header = ChunkHeader.of(file);
        if (header.isChanging() || header.size() <= place) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Frame frame =
                    new Frame(new Window(Window.bytes(channel), 0, header.size(), room.window()));
            learnTypes(header, frame);
            while (frame.moveTo(place)) {
                count(frame);
                place = frame.end();
            }
        }
    }

    private void learnTypes(ChunkHeader header, Frame frame) throws IOException {
        if (header.metadataAt() == metadataAt) {
            return;
        }
        metadataAt = header.metadataAt();
        Metadata metadata = HeaderDirectory.metadata(metadataAt, frame);
        if (metadata != null) {
            metadata.events().stream().filter(t -> t.name.equals(LOSS)).forEach(this::learn);
        }
    }

    private void learn(Type loss) {
        List<String> fields = loss.fieldNames();
        before = Collections.indexOfSubList(fields, LOST);
        lossType = before < 0 ? NONE : loss.id;
    }

    private void count(Frame frame) throws IOException {
        if (frame.isMetadata() || frame.isConstants()) {
            return;
        }
        events++;
        if (frame.type() == lossType && frame.load()) {
            for (int i = 0; i < before; i++) {
                frame.cursor.number();
            }
            long amount = frame.cursor.number();
            lostBytes.add(amount, frame.cursor.number());
        }
    }

    /** Events counted so far. */
    public long events() {
        return events;
    }

    /** What JFR lost since its JVM began, as the chunk tells so far; grows with further looks. */
    public LostBytes lostBytes() {
        return lostBytes;
    }
}
