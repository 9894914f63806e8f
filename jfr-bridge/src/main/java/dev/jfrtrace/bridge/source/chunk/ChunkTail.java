package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.Gap;
import dev.jfrtrace.bridge.source.HeapShare;
import dev.jfrtrace.bridge.source.JfrEvent;
import dev.jfrtrace.bridge.source.RecordingException;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * Reads a chunk while its JVM writes it. About once a second JFR flushes: it writes what it has
 * gathered behind what is there, and then into the header how far the chunk goes now. Memory is
 * taken for the chunk's constants and for one event. For use by one thread, which may be
 * interrupted: that breaks nothing off.
 */
public final class ChunkTail implements Closeable {
    /** Where the state stands in a header. */
    private static final int STATE_AT = 64;

    /** Bytes that JFR has to write between two looks, or flushes, to make it worth two walks. */
    private static final int MUCH = 1 << 22;

    /** Bytes of constants that are taken in. What becomes of them takes some times as much. */
    private static final int MOST_CONSTANTS = (int) HeapShare.atMost(Pools.MOST, 12);

    /** Receives what was flushed. */
    public interface Handler {
        /**
         * Events from here on are those of another chunk, which numbers threads and stacks anew.
         */
        void begin();

        /** An event, valid until the next one. In file order, which is not the order of time. */
        void event(JfrEvent event);

        /** JFR has flushed here: all that it had then has been handed out. */
        void flush();

        /**
         * An event that will be handed out later, before the next flush: there are so many that
         * they come in parts, of which each began before the next. In file order.
         */
        default void ahead(JfrEvent event) {}

        /** Of what JFR has flushed at this time, all that began before has been handed out. */
        default void part(long ticks) {}
    }

    private final Path path;
    private final RandomAccessFile file;
    private final Window window;
    private final ByteBuffer head = ByteBuffer.allocate(ChunkHeader.LENGTH);
    private final Gaps gaps = new Gaps();

    /** As it was when the chunk was read last. */
    private ChunkHeader header;

    /** Whether that was while nobody changed it, as when it was opened it may not have been. */
    private boolean isStable;

    /** How far it has been read. */
    private long place = ChunkHeader.LENGTH;

    private Pools pools;
    private Programs programs;
    private long unread;

    /** When the last event began that has been handed out. */
    private long latestTicks;

    private ChunkTail(Path path, RandomAccessFile file) throws IOException {
        this.path = path;
        this.file = file;
        this.window = new Window(this::read, 0, 0, new Room().window());
        read(head.clear(), 0);
        if (head.hasRemaining() || head.getInt(0) != ChunkHeader.MAGIC) {
            throw new RecordingException(path, "does not begin with a chunk");
        }
        this.header = ChunkHeader.read(head.flip());
    }

    /**
     * Opens a chunk.
     *
     * @throws IOException when it is not there, or its header is not yet
     */
    public static ChunkTail open(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        try {
            return new ChunkTail(path, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** An interrupt would close a channel; it does nothing to this. */
    private int read(ByteBuffer target, long from) throws IOException {
        file.seek(from);
        int count =
                file.read(
                        target.array(),
                        target.arrayOffset() + target.position(),
                        target.remaining());
        target.position(target.position() + Math.max(0, count));
        return count;
    }

    /**
     * The header as it was when the chunk was opened or read last: where the chunk begins is true
     * always.
     */
    public ChunkHeader header() {
        return header;
    }

    /** Whether the JVM has finished it, and all of it has been read. */
    public boolean isFinished() {
        return isStable && header.isFinished() && place >= header.size();
    }

    /**
     * Reads what has been flushed since the last call.
     *
     * @return whether there was something
     * @throws RecordingException when it cannot be read: nothing more can be had from this chunk
     */
    public boolean read(Handler handler) throws IOException {
        ChunkHeader now = stableHeader();
        if (now == null) {
            return false;
        }
        // Without types nothing has been flushed, or ever will be.
        boolean isMore = now.metadataAt() != 0 && now.size() > place;
        if (isMore) {
            window.grow(now.size());
            define(now, handler);
            Constants.add(newConstants(now), window, pools, gaps);
            walk(now, handler);
        }
        if (isMore || now.isFinished()) {
            place = now.size();
        }
        header = now;
        isStable = true;
        return isMore;
    }

    /** The header if it has changed, and is not just being changed. */
    private ChunkHeader stableHeader() throws IOException {
        if (isStable && state() == header.state() && place >= header.size()) {
            return null;
        }
        int before = state();
        read(head.clear(), 0);
        ChunkHeader now = ChunkHeader.read(head.flip());
        boolean isSame = before == now.state() && now.state() == state();
        return isSame && !now.isChanging() ? now : null;
    }

    private int state() throws IOException {
        file.seek(STATE_AT);
        return file.read();
    }

    /** The JVM writes its types anew when it has new ones. */
    private void define(ChunkHeader now, Handler handler) throws IOException {
        if (pools != null && now.metadataAt() == header.metadataAt()) {
            return;
        }
        Metadata metadata = HeaderDirectory.metadata(now.metadataAt(), new Frame(window));
        if (metadata == null || !metadata.isWhole()) {
            throw new RecordingException(
                    path, "has no metadata at " + now.metadataAt() + ", where its header has it");
        }
        if (pools == null) {
            pools = new Pools(metadata, new byte[0], MOST_CONSTANTS);
            programs = new Programs(metadata, pools);
            handler.begin();
        } else {
            pools.define(metadata);
            programs.add(metadata, pools);
        }
    }

    private List<Long> newConstants(ChunkHeader now) throws IOException {
        Frame frame = new Frame(window);
        List<Long> places = HeaderDirectory.constants(now.constantsAt(), place, frame);
        if (places == null) {
            throw new RecordingException(
                    path,
                    "has no constants at " + now.constantsAt() + ", where its header has them");
        }
        Collections.reverse(places);
        return places;
    }

    /** What is much is gone over twice: nobody could keep all of it to put it in order. */
    private void walk(ChunkHeader now, Handler handler) throws IOException {
        if (now.size() - place > MUCH) {
            handOutInParts(now, handler);
            return;
        }
        Stretch stretch = new Stretch(handler);
        walk(now, stretch);
        if (!stretch.isFlushed) {
            handler.flush();
        }
    }

    /** Goes over all that has been flushed, and counts what cannot be read. */
    private void walk(ChunkHeader now, Walk.Visitor visitor) throws IOException {
        Walk walk = new Walk(now, window, programs, pools, gaps, visitor);
        walk.run(place);
        unread += walk.unread();
        latestTicks = walk.latestTicks();
    }

    private void handOutInParts(ChunkHeader now, Handler handler) throws IOException {
        Outline outline = new Outline(now, latestTicks, handler::ahead);
        walk(now, outline);
        for (List<Outline.Part> parts : outline.flushed()) {
            for (Outline.Part part : parts) {
                Walk.Visitor visitor = handOut(part, handler);
                Walk again = new Walk(now, window, programs, pools, new Gaps(), visitor);
                again.run(part.from(), part.to());
                handler.part(part.endTicks());
            }
            handler.flush();
        }
    }

    private static Walk.Visitor handOut(Outline.Part part, Handler handler) {
        return (event, frame) -> {
            if (event.startTicks() >= part.firstTicks() && event.startTicks() < part.endTicks()) {
                handler.event(event);
            }
        };
    }

    /** What was written since the last look, which may have been flushed several times. */
    private static final class Stretch implements Walk.Visitor {
        private final Handler handler;
        private boolean isFlushed;

        Stretch(Handler handler) {
            this.handler = handler;
        }

        @Override
        public void event(EventView event, Frame frame) {
            isFlushed = false;
            handler.event(event);
        }

        @Override
        public void constants(Frame event) {
            if (Pools.isFlush(event)) {
                isFlushed = true;
                handler.flush();
            }
        }
    }

    /** Bytes that could not be read by now. */
    public long lostBytes() {
        return gaps.all().stream().mapToLong(Gap::bytes).sum();
    }

    /** Those of them that are sound, but too many for this JVM's memory. */
    public long refusedBytes() {
        return pools == null ? 0 : pools.refused();
    }

    /** Events of types that the chunk does not define. */
    public long unread() {
        return unread;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // Nothing was written to it.
        }
    }
}
