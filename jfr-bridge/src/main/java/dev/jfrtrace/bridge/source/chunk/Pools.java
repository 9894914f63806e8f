package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.encoder.util.LongMap;
import java.io.IOException;
import java.util.Arrays;

/** The constants of a chunk, by their types. */
final class Pools {
    /** Bytes of constants that there is room for. */
    static final int MOST = Integer.MAX_VALUE - 64;

    /** The type of the events that hold them. */
    static final long TYPE = 1;

    /** Constants that are other constants; a damaged one may be itself. */
    private static final int MAX_DEPTH = 16;

    /** The last bit of what an event with constants is written for: JFR has flushed. */
    private static final int FLUSH = 1;

    private final LongMap<Pool> pools = new LongMap<>();
    private Metadata metadata;
    private Layouts layouts;
    private final int most;
    private byte[] bytes;
    private int length;
    private long refused;
    private int depth;

    /**
     * Without a constant so far.
     *
     * @param bytes where those of the events that hold constants go
     */
    Pools(Metadata metadata, byte[] bytes) {
        this(metadata, bytes, MOST);
    }

    /**
     * The same.
     *
     * @param most bytes that there is room for, at most {@link #MOST}
     */
    Pools(Metadata metadata, byte[] bytes, int most) {
        this.bytes = bytes;
        this.most = most;
        define(metadata);
    }

    /** The JVM has added types. Those that were there before are as they were. */
    final void define(Metadata more) {
        metadata = more;
        layouts = new Layouts(more);
    }

    /** The constants of a type, which may be none. */
    Pool of(Type type) {
        Pool pool = pools.get(type.id);
        if (pool == null) {
            pool = new Pool(type, layoutOf(type), this);
            pools.put(type.id, pool);
        }
        return pool;
    }

    /** That of a type which cannot be laid out has nothing in it, and takes nothing in. */
    private Layout layoutOf(Type type) {
        try {
            return layouts.of(type);
        } catch (DamageException e) {
            return Layout.NONE;
        }
    }

    Layouts layouts() {
        return layouts;
    }

    /**
     * Takes in the constants of an event. Those that are known already are replaced.
     *
     * @param in behind the size and the type of the event
     * @throws DamageException when it is damaged; the constants before the damage are known then
     */
    void add(Cursor in) {
        for (int left = count(in); left > 0; left--) {
            next(in).add(in);
        }
    }

    /** All constants have been taken in. */
    void settle() {
        pools.forEach(Pool::settle);
    }

    /**
     * Whether an event is one with constants, and all of it can be read.
     *
     * @throws DamageException when it cannot
     */
    boolean isWhole(Cursor in) {
        for (int left = count(in); left > 0; left--) {
            next(in).skip(in);
        }
        return in.remaining() == 0;
    }

    /** Passes over what comes before the constants, and tells of how many types they are. */
    private static int count(Cursor in) {
        skipHead(in);
        in.oneByte(); // what it is written for
        return in.count();
    }

    private Pool next(Cursor in) {
        Type type = metadata.type(in.number());
        if (type == null) {
            throw new DamageException("constants of an undefined type");
        }
        return of(type);
    }

    /** Whether JFR wrote an event with constants when it flushed: what came before is whole. */
    static boolean isFlush(Frame event) {
        try {
            skipHead(event.cursor);
            return (event.cursor.oneByte() & FLUSH) != 0;
        } catch (DamageException e) {
            return false;
        }
    }

    private static void skipHead(Cursor in) {
        in.number(); // start
        in.number(); // duration
        in.number(); // where the event before it is
    }

    /**
     * Takes in the event with constants at a place, as far as it is there.
     *
     * @throws DamageException as {@link #add}
     */
    boolean add(Window window, long place, int size) throws IOException {
        if (size > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * (length + size)));
        }
        int there = window.copy(place, bytes, length, size);
        Cursor in = new Cursor(bytes, length, length + there);
        length += size;
        in.number(); // size
        in.number(); // type
        add(in);
        return in.remaining() == 0;
    }

    /** Whether there is room for so many bytes more; where there is not, they are counted. */
    boolean hasRoom(long size) {
        boolean hasRoom = length + size <= most;
        refused += hasRoom ? 0 : size;
        return hasRoom;
    }

    /** Bytes of constants that there was no room for. */
    long refused() {
        return refused;
    }

    /** Moves a cursor to a place in them. */
    void move(Cursor in, int to) {
        in.bytes = bytes;
        in.at = to;
        in.limit = length;
    }

    /** Goes from a constant to one that it is made of, if not too deep already. */
    boolean enter() {
        if (depth == MAX_DEPTH) {
            return false;
        }
        depth++;
        return true;
    }

    void leave() {
        depth--;
    }
}
