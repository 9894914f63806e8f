package dev.jfrtrace.bridge.source.chunk;

import java.util.Arrays;

/**
 * The ways to those fields of a layout that are asked for, by their names. They are few, and asked
 * for with each event: to go through them takes less than a map, and far less to compile.
 */
final class Paths {
    private final Layout layout;
    private final Pools pools;
    private String[] names = new String[4];
    private Path[] paths = new Path[names.length];
    private int count;

    Paths(Layout layout, Pools pools) {
        this.layout = layout;
        this.pools = pools;
    }

    /** The way to a field; {@code null} when there is none of the name. */
    Path to(String name) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                return paths[i];
            }
        }
        return find(name);
    }

    private Path find(String name) {
        Path path = Path.to(name, layout, pools);
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
            paths = Arrays.copyOf(paths, 2 * count);
        }
        names[count] = name;
        paths[count] = path;
        count++;
        return path;
    }
}
