package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.Chunk;
import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.Gap;
import dev.jfrtrace.bridge.source.JfrSource;
import dev.jfrtrace.bridge.source.Losses;
import dev.jfrtrace.bridge.source.RecordingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads one chunk: its types, its constants, its events. */
final class ChunkReader implements Walk.Visitor {
    /** Larger chunks are not believed in. */
    private static final long LARGEST = 1L << 40;

    private final Chunk chunk;
    private final Window window;
    private final Room room;
    private final JfrSource.Handler handler;

    /**
     * A reader of a chunk.
     *
     * @param room belongs to it until it has read
     */
    ChunkReader(Chunk chunk, Window window, Room room, JfrSource.Handler handler) {
        this.chunk = chunk;
        this.window = window;
        this.room = room;
        this.handler = handler;
    }

    Losses read() throws IOException {
        requireVarints();
        Directory directory = directory();
        Gaps gaps = new Gaps();
        Pools pools = Constants.load(directory, window, room, gaps);
        Programs programs = new Programs(directory.metadata(), pools);
        handler.begin(programs.types());
        Walk walk = new Walk(chunk.header(), window, programs, pools, gaps, this);
        walk.run();
        return losses(walk);
    }

    /**
     * A flag of the header that is wrong does no harm, but numbers of another form cannot be read:
     * the first event then begins with the zeros of its size.
     */
    private void requireVarints() throws IOException {
        if (!chunk.header().isCompressed() && !new Frame(window).moveTo(ChunkHeader.LENGTH)) {
            throw new RecordingException(
                    chunk.file(),
                    "the "
                            + chunk
                            + " has numbers that are not compressed, as its header says, which is"
                            + " not supported: no known JVM writes them");
        }
    }

    /** What is missing at the end is lost as well as what is damaged. */
    private Losses losses(Walk walk) {
        List<Gap> gaps = new ArrayList<>(walk.gaps().all());
        if (!chunk.isWhole()) {
            Gap last = gaps.isEmpty() ? null : gaps.get(gaps.size() - 1);
            boolean isCut = last != null && last.offset() + last.bytes() == chunk.length();
            Gap missing = missing(walk.latestTicks());
            gaps.add(isCut ? gaps.remove(gaps.size() - 1).with(missing) : missing);
        }
        return new Losses(walk.unread(), List.copyOf(gaps));
    }

    private Gap missing(long latestTicks) {
        return new Gap(chunk.length(), missingBytes(), latestTicks, Gap.NO_EVENT, Map.of());
    }

    /** Bytes that the header promises and that are not there; 0 when it cannot be believed. */
    private long missingBytes() {
        ChunkHeader header = chunk.header();
        boolean isSound =
                header.metadataAt() >= ChunkHeader.LENGTH
                        && header.metadataAt() < header.size()
                        && header.constantsAt() < header.size()
                        && header.size() < LARGEST;
        return isSound ? Math.max(0, header.size() - chunk.length()) : 0;
    }

    private Directory directory() throws IOException {
        Directory directory = chunk.isWhole() ? HeaderDirectory.of(chunk.header(), window) : null;
        if (directory == null) {
            directory = new DirectorySearch(chunk, window).directory();
        }
        if (directory == null) {
            throw new RecordingException(
                    chunk.file(),
                    "the "
                            + chunk
                            + " has no metadata, without which its events cannot be read"
                            + (chunk.isWhole() ? "" : "; " + chunk.flaw()));
        }
        return directory;
    }

    @Override
    public void event(EventView event, Frame frame) {
        handler.event(event);
    }

    @Override
    public void progress(long place) {
        handler.progress(place);
    }
}
