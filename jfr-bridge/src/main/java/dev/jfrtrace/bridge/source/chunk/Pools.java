package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.encoder.util.LongMap;

/** The constants of a chunk, by their types. */
final class Pools {
    /** The type of the events that hold them. */
    static final long TYPE = 1;

    /** Constants that are other constants; a damaged one may be itself. */
    private static final int MAX_DEPTH = 16;

    private final Metadata metadata;
    private final Layouts layouts;
    private final byte[] bytes;
    private final int length;
    private final LongMap<Pool> pools = new LongMap<>();
    private int depth;

    /**
     * Without a constant so far.
     *
     * @param bytes those of all events that hold constants
     * @param length so many of them
     */
    Pools(Metadata metadata, Layouts layouts, byte[] bytes, int length) {
        this.metadata = metadata;
        this.layouts = layouts;
        this.bytes = bytes;
        this.length = length;
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
        in.number(); // start
        in.number(); // duration
        in.number(); // where the event before it is
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

    /** Reads in the bytes of the constants. */
    Cursor cursor(int from, int to) {
        return new Cursor(bytes, from, to);
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
