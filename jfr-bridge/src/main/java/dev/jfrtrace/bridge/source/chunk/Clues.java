package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.ChunkHeader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Tells whether an event begins at a place of which nothing is known. Proof is that all of it can
 * be read, that it ends where it says, and that it happened when the chunk was written.
 */
final class Clues {
    /** Waits begin before their chunk; few as long as that. */
    private static final long SLACK = TimeUnit.MINUTES.toSeconds(5);

    /** What claims to last longer is damaged itself, and what claims nothing is no longer. */
    private static final long LONGEST = TimeUnit.DAYS.toSeconds(1);

    /** Reading a stretch so many times over is enough, whatever it is made of. */
    private static final long EFFORT = 64;

    /** Where types are lost, many events in a row may be of one of them. */
    private static final int MOST_UNKNOWN = 100;

    private final Programs programs;
    private final Pools pools;
    private final Frame frame;
    private final Frame next;
    private final long earliest;
    private final long latest;
    private long effort;
    private long[] values = new long[16];

    Clues(ChunkHeader header, Window window, Programs programs, Pools pools) {
        this.programs = programs;
        this.pools = pools;
        this.frame = new Frame(window);
        this.next = new Frame(window);
        long claimed = TimeUnit.NANOSECONDS.toSeconds(header.durationNanos());
        long seconds = claimed > 0 && claimed < LONGEST ? claimed : LONGEST;
        // A clock may have begun with its JVM: small numbers are everywhere, and prove nothing.
        this.earliest =
                header.startTicks()
                        - Math.min(header.ticksPerSecond() * SLACK, header.startTicks() / 2);
        this.latest = header.startTicks() + header.ticksPerSecond() * (seconds + SLACK);
        this.effort = EFFORT * Math.max(window.length(), 1 << 16);
    }

    /** The first place from one on where an event begins; {@code to} when there is none. */
    long find(long from, long to) throws IOException {
        for (long place = from; place < to && effort > 0; place++) {
            effort--;
            if (isProvedAt(place)) {
                return place;
            }
        }
        return to;
    }

    /** Where the event at a place ends, if it can be proved to be one; else the place itself. */
    long endOf(long place) throws IOException {
        return isProvedAt(place) ? frame.end() : place;
    }

    private boolean isProvedAt(long place) throws IOException {
        if (!frame.moveTo(place) || !isPlausible(frame)) {
            return false;
        }
        effort -= frame.size();
        if (!frame.load()) {
            return false;
        }
        try {
            if (frame.isMetadata()) {
                return new Metadata(frame.cursor).isWhole();
            }
            return frame.isConstants()
                    ? pools.isWhole(frame.cursor)
                    : isEvent(frame) && isFrame(frame.end());
        } catch (DamageException e) {
            return false;
        }
    }

    /** What can be seen without reading all of it: else garbage would cost as much as events. */
    private boolean isPlausible(Frame at) {
        Cursor in = at.cursor;
        int before = in.at;
        try {
            EventProgram program = programs.of(at.type());
            if (at.isMetadata() || at.isConstants()) {
                return isTime(in.number()) && in.number() >= 0;
            }
            return program != null && (program.start != 0 || isTime(in.number()));
        } catch (DamageException e) {
            return false;
        } finally {
            in.at = before;
        }
    }

    private boolean isTime(long ticks) {
        return ticks >= earliest && ticks <= latest;
    }

    private boolean isEvent(Frame at) {
        Layout layout = programs.of(at.type()).layout;
        if (values.length < layout.size()) {
            values = new long[layout.size()];
        }
        layout.read(at.cursor, values);
        return at.cursor.remaining() == 0;
    }

    /**
     * Whether an event of a known type may begin at a place, or behind some of unknown types, or
     * the chunk ends there.
     */
    boolean isFrame(long place) throws IOException {
        long at = place;
        for (int unknown = 0; unknown < MOST_UNKNOWN; unknown++) {
            if (next.isEnd(at)) {
                return true;
            }
            if (!next.moveTo(at)) {
                return false;
            }
            if (next.isMetadata() || next.isConstants() || programs.of(next.type()) != null) {
                return isPlausible(next);
            }
            at = next.end();
        }
        return false;
    }
}
