package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.encoder.util.LongMap;
import java.util.Arrays;
import java.util.List;

/**
 * The constants of one type. Where each stands is known from the start; what it is, only when it is
 * asked for, and then for good.
 */
final class Pool {
    /** What constants become, by the name of their type. */
    private enum Role {
        THREAD {
            @Override
            Object valueOf(Pool pool, int entry) {
                return new ThreadConstant(pool, entry);
            }
        },
        CLASS {
            @Override
            Object valueOf(Pool pool, int entry) {
                String name = pool.text(entry, "name");
                return name == null ? null : new ClassName(name.replace('/', '.'));
            }
        },
        METHOD {
            @Override
            Object valueOf(Pool pool, int entry) {
                String type = pool.className(entry, "type");
                return new MethodName(type, String.valueOf(pool.text(entry, "name")));
            }
        },
        STACK {
            @Override
            Object valueOf(Pool pool, int entry) {
                return new Stack(pool, entry);
            }
        },
        /** Itself. */
        VALUE {
            @Override
            Object valueOf(Pool pool, int entry) {
                return pool.part(entry, "");
            }
        },
        /** Of interest for its parts only. */
        STRUCT {
            @Override
            Object valueOf(Pool pool, int entry) {
                return null;
            }
        };

        abstract Object valueOf(Pool pool, int entry);

        static Role of(Type type) {
            switch (type.name) {
                case "java.lang.Thread":
                    return THREAD;
                case "java.lang.Class":
                    return CLASS;
                case "jdk.types.Method":
                case "com.oracle.jfr.types.Method":
                    return METHOD;
                case "jdk.types.StackTrace":
                case "com.oracle.jfr.types.StackTrace":
                    return STACK;
                default:
                    return type.isSimple || Slot.Kind.of(type.name) != null ? VALUE : STRUCT;
            }
        }
    }

    /** A class, with dots. */
    record ClassName(String name) {}

    /** Stands for {@code null} among the values. */
    private static final Object NOTHING = new Object();

    /** Room for more constants is made when they are there: their number may be damaged. */
    private static final int BELIEVED = 1 << 16;

    /** Threads that are absent, at most: the keys of damaged events may be anything. */
    private static final int MOST_ABSENT = 1 << 16;

    /** Virtual threads that are kept as they are, a power of two. */
    private static final int RECENT = 1 << 12;

    private final Layout layout;
    private final Pools pools;
    private final Role role;
    private final KeyIndex index = new KeyIndex();
    private final Paths paths;
    private final long[] parts;
    private int[] places = {};
    private Object[] values = {};

    /** Numbers of constants, plus one; 0 for those that have none. */
    private int[] numbers = {};

    private Frames frames;
    private int numbered;
    private JfrThread[] recentThreads;
    private LongMap<JfrThread> absentThreads;

    Pool(Type type, Layout layout, Pools pools) {
        this.layout = layout;
        this.pools = pools;
        this.role = Role.of(type);
        this.paths = new Paths(layout, pools);
        this.parts = new long[layout.size()];
    }

    /**
     * Takes in constants.
     *
     * @throws DamageException when they are none of the type
     */
    void add(Cursor in) {
        checkLayout();
        int count = in.count();
        index.reserve(Math.min(count, BELIEVED));
        for (int left = count; left > 0; left--) {
            long key = in.number();
            int at = in.at;
            layout.skip(in);
            int entry = index.entryOf(key);
            if (entry >= places.length) {
                places = Arrays.copyOf(places, index.room());
            }
            places[entry] = at;
            if (entry < values.length) {
                values[entry] = null;
            }
            if (entry < numbers.length) {
                numbers[entry] = 0;
            }
        }
    }

    /** All constants are there. */
    void settle() {
        index.settle();
    }

    /** Counts the constants that have been met, from 0. */
    int nextNumber() {
        return numbered++;
    }

    /** The number of a constant that may be forgotten in between, and keeps it. */
    int numberOf(int entry) {
        if (entry >= numbers.length) {
            numbers = Arrays.copyOf(numbers, index.size());
        }
        if (numbers[entry] == 0) {
            numbers[entry] = nextNumber() + 1;
        }
        return numbers[entry] - 1;
    }

    long keyOf(int entry) {
        return index.keyOf(entry);
    }

    /** A constant is made anew when it is asked for again. */
    void forget(int entry) {
        values[entry] = null;
    }

    /** Passes over constants. */
    void skip(Cursor in) {
        checkLayout();
        for (int left = in.count(); left > 0; left--) {
            in.number(); // key
            layout.skip(in);
        }
    }

    private void checkLayout() {
        if (layout == Layout.NONE) {
            throw new DamageException("constants of a type that cannot be laid out");
        }
    }

    /**
     * A constant: a number, a flag, a text, a {@link ThreadConstant}, a {@link ClassName}, a {@link
     * MethodName} or a {@link Stack}.
     *
     * @return {@code null} when there is none of that key, or it is a struct
     */
    Object value(long key) {
        int entry = index.find(key);
        if (entry < 0) {
            return null;
        }
        if (entry >= values.length) {
            values = Arrays.copyOf(values, index.size());
        }
        Object value = values[entry];
        if (value == null) {
            value = resolve(entry);
            values[entry] = value == null ? NOTHING : value;
        }
        return value == NOTHING ? null : value;
    }

    private Object resolve(int entry) {
        if (!pools.enter()) {
            return null;
        }
        try {
            return role.valueOf(this, entry);
        } catch (DamageException e) {
            // The bytes can be passed over, and yet are no value of the type.
            return null;
        } finally {
            pools.leave();
        }
    }

    /** A part of a constant. */
    Object value(long key, Path path) {
        int entry = index.find(key);
        if (entry < 0 || !pools.enter()) {
            return null;
        }
        try {
            return path.value(parts, read(entry));
        } finally {
            pools.leave();
        }
    }

    private Cursor read(int entry) {
        return read(entry, new Cursor());
    }

    private Cursor read(int entry, Cursor in) {
        pools.move(in, places[entry]);
        layout.read(in, parts);
        return in;
    }

    Path pathTo(String name) {
        return paths.to(name);
    }

    private Object part(int entry, String name) {
        Path path = pathTo(name);
        return path == null ? null : path.value(parts, read(entry));
    }

    String text(int entry, String name) {
        Object text = part(entry, name);
        return text instanceof String ? (String) text : null;
    }

    private String className(int entry, String name) {
        Object type = part(entry, name);
        return type instanceof ClassName ? ((ClassName) type).name() : "";
    }

    /** A number or a flag. */
    long number(int entry, String name, long otherwise) {
        Object value = part(entry, name);
        if (value instanceof Boolean) {
            return (Boolean) value ? 1 : 0;
        }
        return value instanceof Number ? ((Number) value).longValue() : otherwise;
    }

    /** Moves a cursor to where an array of a constant stands: at its count. */
    void toArray(int entry, int slot, Cursor in) {
        pools.move(in, places[entry]);
        layout.skipTo(slot, in);
    }

    /**
     * A thread that is not among the constants, by its key; {@code null} when it is, or is none.
     */
    JfrThread absentThread(long key) {
        if (role != Role.THREAD || key == 0 || index.find(key) >= 0) {
            return null;
        }
        if (absentThreads == null) {
            absentThreads = new LongMap<>();
        }
        JfrThread thread = absentThreads.get(key);
        if (thread == null && absentThreads.size() < MOST_ABSENT) {
            thread = JfrThread.absent(nextNumber(), key);
            absentThreads.put(key, thread);
        }
        return thread;
    }

    /** A thread that was remembered, by its number; {@code null} when it has been forgotten. */
    JfrThread recentThread(int number) {
        JfrThread recent = recentThreads == null ? null : recentThreads[number & RECENT - 1];
        return recent != null && recent.index() == number ? recent : null;
    }

    /** Keeps a thread until there are many others. */
    void remember(JfrThread thread) {
        if (recentThreads == null) {
            recentThreads = new JfrThread[RECENT];
        }
        recentThreads[thread.index() & RECENT - 1] = thread;
    }

    /** The frames of a stack, leaf first. */
    List<JfrFrame> framesOf(int entry) {
        if (frames == null) {
            frames = new Frames(this, layout, pools);
        }
        return frames.of(entry);
    }
}
