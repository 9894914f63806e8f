package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.ChunkHeader;
import java.io.IOException;

/**
 * Goes from event to event through a chunk, and over what is damaged to the next event that can be
 * proved to be one. Always goes forward, so it ends.
 */
final class Walk {
    /** Told what is met, in file order. */
    interface Visitor {
        /**
         * An event, valid until the next.
         *
         * @param frame where it stands
         */
        void event(EventView event, Frame frame);

        /** An event with constants, whose cursor is behind its size and its type. */
        default void constants(Frame event) {}

        /** Now and then, how far it is. */
        default void progress(long place) {}
    }

    /** Events between two reports of progress. */
    private static final int PACE = 1 << 12;

    private static final long NONE = -1;

    private final Window window;
    private final Programs programs;
    private final Clues clues;
    private final Visitor visitor;
    private final Frame frame;
    private final EventView view;
    private final Gaps gaps;

    /** Where the first event is that was passed over on its word alone, since the last proof. */
    private long trusted = NONE;

    /** Where the last event was that is counted as lost. */
    private long passed = NONE;

    private long lastTicks;
    private long latestTicks;
    private long unread;
    private int count;

    Walk(
            ChunkHeader header,
            Window window,
            Programs programs,
            Pools pools,
            Gaps gaps,
            Visitor visitor) {
        this.gaps = gaps;
        this.window = window;
        this.programs = programs;
        this.visitor = visitor;
        this.clues = new Clues(header, window, programs, pools);
        this.frame = new Frame(window);
        this.view = new EventView(frame.cursor);
        this.lastTicks = header.startTicks();
        this.latestTicks = lastTicks;
    }

    /** Goes through the chunk. */
    void run() throws IOException {
        run(ChunkHeader.LENGTH);
    }

    /** Goes through the chunk from an event of it on. */
    void run(long from) throws IOException {
        run(from, window.length());
    }

    /** Goes from event to event up to a place. */
    void run(long from, long end) throws IOException {
        long place = from;
        while (place < end) {
            long next = step(place);
            place = next == NONE ? recover(place) : next;
        }
    }

    /** Events of types that the chunk does not define. */
    long unread() {
        return unread;
    }

    /** What could not be read. */
    Gaps gaps() {
        return gaps;
    }

    /** When the last event of all that were met began. */
    long latestTicks() {
        return latestTicks;
    }

    /** Where the event behind the one at a place is; {@link #NONE} when there is none at it. */
    private long step(long place) throws IOException {
        if (!frame.moveTo(place)) {
            return NONE;
        }
        if (frame.isConstants() || frame.isMetadata()) {
            if (frame.isConstants()) {
                visitor.constants(frame);
            }
            return trust(place);
        }
        EventProgram program = programs.of(frame.type());
        if (program != null && read(program)) {
            trusted = NONE;
            lastTicks = view.startTicks();
            latestTicks = Math.max(latestTicks, lastTicks);
            gaps.close(lastTicks);
            visitor.event(view, frame);
            if ((++count & PACE - 1) == 0) {
                visitor.progress(place);
            }
            return frame.end();
        }
        return pass(place, program);
    }

    private boolean read(EventProgram program) throws IOException {
        if (!frame.load()) {
            return false;
        }
        try {
            view.read(program);
            return frame.cursor.remaining() == 0;
        } catch (DamageException e) {
            return false;
        }
    }

    /** Passes over an event that is well framed, but cannot be read. */
    private long pass(long place, EventProgram program) throws IOException {
        if (!clues.isFrame(frame.end())) {
            return NONE;
        }
        if (program == null) {
            unread++;
        } else {
            gaps.add(place, frame.end(), lastTicks);
            gaps.addEvent(program.type.name());
            passed = place;
        }
        return trust(place);
    }

    private long trust(long place) {
        trusted = trusted == NONE ? place : trusted;
        return frame.end();
    }

    /** Looks for the next event where there is none; what was trusted may have led there. */
    private long recover(long place) throws IOException {
        long from = trusted == NONE ? place : trusted;
        trusted = NONE;
        from = firstWrong(from, place);
        long next = clues.find(from + 1, window.length());
        gaps.add(from, next, lastTicks);
        if (from != passed && frame.moveTo(from) && programs.of(frame.type()) != null) {
            gaps.addEvent(programs.of(frame.type()).type.name());
        }
        return next;
    }

    /**
     * Of the events that were trusted, the first whose size may be wrong: an event that is proved
     * to be one, where they lead to it, proves the sizes of those before it.
     */
    private long firstWrong(long first, long place) throws IOException {
        long wrong = first;
        for (long at = first; at < place && frame.moveTo(at); ) {
            long end = frame.end();
            wrong = clues.endOf(at) > at ? Math.min(end, place) : wrong;
            at = end;
        }
        return wrong;
    }
}
