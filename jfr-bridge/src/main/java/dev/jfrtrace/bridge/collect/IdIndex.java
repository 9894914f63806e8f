package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.encoder.util.LongMap;
import java.util.Arrays;

/**
 * Numbers by ids that a JVM counts up, as Java's of threads: in pages, so that of ids that lie
 * close together each takes some seven bytes. Far apart they take more, and work all the same.
 */
final class IdIndex {
    /** What an id has without a number. */
    static final int NONE = -1;

    private static final int PAGE_BITS = 5;

    private static final int[] EMPTY = page();

    private final LongMap<int[]> pages = new LongMap<>();

    private static int[] page() {
        int[] page = new int[1 << PAGE_BITS];
        Arrays.fill(page, NONE);
        return page;
    }

    int get(long id) {
        int[] page = pages.get(id >> PAGE_BITS);
        return page == null ? NONE : page[place(id)];
    }

    void put(long id, int number) {
        int[] page = pages.get(id >> PAGE_BITS);
        if (page == null) {
            page = page();
            pages.put(id >> PAGE_BITS, page);
        }
        page[place(id)] = number;
    }

    void remove(long id) {
        int[] page = pages.get(id >> PAGE_BITS);
        if (page != null) {
            page[place(id)] = NONE;
            if (Arrays.equals(page, EMPTY)) {
                pages.remove(id >> PAGE_BITS);
            }
        }
    }

    private static int place(long id) {
        return (int) id & (1 << PAGE_BITS) - 1;
    }
}
