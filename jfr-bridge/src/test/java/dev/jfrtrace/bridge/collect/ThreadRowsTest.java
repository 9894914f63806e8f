package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.source.ChunkHeader;
import dev.jfrtrace.bridge.source.JfrThread;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Threads in columns are the same threads. */
class ThreadRowsTest {
    private static final ChunkHeader HEADER = new ChunkHeader(2, 1, 1, 0, 0, 0, 1_000_000_000);

    private final ThreadRows rows = new ThreadRows();

    @Test
    void aThreadIsTheSameAgain() {
        List<JfrThread> threads = new ArrayList<>();
        for (int i = 0; i < 5_000; i += 5) {
            threads.add(new JfrThread(i, i + 1, i + 2, "java-" + i, "os-" + i, false));
            threads.add(new JfrThread(i + 1, 3 * i, i + 1, 7, "same", "same", false, true));
            threads.add(new JfrThread(i + 2, Long.MAX_VALUE - i, -1, "", null, true));
            threads.add(new JfrThread(i + 3, -1, i, null, "GC Thread#" + i, false));
            threads.add(new JfrThread(i + 4, Long.MIN_VALUE + i, 0, null, null, false));
        }
        for (JfrThread thread : threads) {
            assertThat(rows.add(thread)).isEqualTo(thread.index());
        }
        for (JfrThread thread : threads) {
            assertThat(rows.thread(thread.index())).isEqualTo(thread);
            assertThat(rows.isVirtual(thread.index())).isEqualTo(thread.isVirtual());
        }
        assertThat(rows.size()).isEqualTo(threads.size());
    }

    /** A name may be as long as anything. */
    @Test
    void aLongNameIsKept() {
        String name = "é".repeat(1 << 20);
        int row = rows.add(new JfrThread(0, 1, -1, name, null, true));
        assertThat(rows.thread(row).javaName()).isEqualTo(name);
    }

    @Test
    void ofANewThreadNothingIsKnown() {
        int row = rows.add(new JfrThread(0, 1, -1, "", null, true));
        assertThat(rows.birth(row)).isEqualTo(ThreadRows.UNKNOWN);
        assertThat(rows.end(row)).isEqualTo(ThreadRows.UNKNOWN);
        assertThat(rows.firstStack(row)).isEqualTo(JfrRecord.NONE);
        assertThat(rows.isBusy(row)).isFalse();
    }

    @Test
    void theFirstStackNamesAThread() {
        int row = rows.add(new JfrThread(0, 1, -1, "", null, true));
        rows.isSeen(row, JfrRecord.NONE);
        rows.isSeen(row, 5);
        rows.isSeen(row, 6);
        assertThat(rows.firstStack(row)).isEqualTo(5);
        assertThat(rows.isBusy(row)).isTrue();
    }

    /** Chunks, and events in them, may come in any order. */
    @Test
    void whetherItWasThereBeforeIsTheSameInAnyOrder() {
        assertBirth(List.of(5L, -10L), 5);
        assertBirth(List.of(-10L, 20L), ThreadRows.UNKNOWN);
        assertBirth(List.of(-10L, 20L, -30L), ThreadRows.UNKNOWN);
        assertBirth(List.of(5L, -10L, 20L, -30L), 5);
        assertBirth(List.of(-3L, 5L, -10L, 20L, -30L), ThreadRows.UNKNOWN);
    }

    /** Ticks of starts, and negative ones of ends; the first ones from another recorder, or all. */
    private static void assertBirth(List<Long> events, long birth) {
        long end = -events.stream().mapToLong(e -> e).min().orElseThrow();
        for (List<Long> order : orders(events)) {
            for (int split = 0; split <= order.size(); split++) {
                ThreadRows first = lives(order.subList(0, split));
                ThreadRows rows = lives(order.subList(split, order.size()));
                rows.merge(0, first, 0, ChunkClock.same(HEADER));
                assertThat(rows.birth(0)).as("%s at %d", order, split).isEqualTo(birth);
                assertThat(rows.end(0)).as("%s at %d", order, split).isEqualTo(end);
            }
        }
    }

    private static ThreadRows lives(List<Long> events) {
        ThreadRows rows = new ThreadRows();
        int row = rows.add(new JfrThread(0, 1, -1, "", null, false));
        for (long ticks : events) {
            if (ticks > 0) {
                rows.starts(row, ticks);
            } else {
                rows.ends(row, -ticks);
            }
        }
        return rows;
    }

    private static List<List<Long>> orders(List<Long> events) {
        if (events.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Long>> all = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            List<Long> others = new ArrayList<>(events);
            long first = others.remove(i);
            for (List<Long> rest : orders(others)) {
                List<Long> order = new ArrayList<>(rest);
                order.add(0, first);
                all.add(order);
            }
        }
        return all;
    }

    /** A thread that ended twice does not end its neighbours. */
    @Test
    void anEndIsTheThreadsOwn() {
        int once = rows.add(new JfrThread(0, 1, -1, "", null, false));
        int twice = rows.add(new JfrThread(1, 2, -1, "", null, false));
        int none = rows.add(new JfrThread(2, 3, -1, "", null, false));
        rows.ends(once, 10);
        rows.ends(twice, 10);
        rows.ends(twice, 20);
        rows.starts(once, 15);
        rows.starts(twice, 5);
        rows.starts(none, 15);
        assertThat(rows.birth(once)).isEqualTo(ThreadRows.UNKNOWN);
        assertThat(rows.birth(twice)).isEqualTo(5);
        assertThat(rows.birth(none)).isEqualTo(15);
        assertThat(rows.end(twice)).isEqualTo(20);
        rows.forgetLives();
        assertThat(rows.birth(twice)).isEqualTo(ThreadRows.UNKNOWN);
        assertThat(rows.end(twice)).isEqualTo(ThreadRows.UNKNOWN);
    }

    /** Whoever has an end needs no other. */
    @Test
    void whenAThreadWasLastHeardOfCountsWhereItsEndIsNotKnown() {
        int none = rows.add(new JfrThread(0, 1, -1, "", null, true));
        int told = rows.add(new JfrThread(1, 2, -1, "", null, true));
        rows.isHeard(none, 20);
        rows.isHeard(none, 10);
        rows.isHeard(told, 20);
        rows.ends(told, 30);
        ThreadRows joined = new ThreadRows();
        joined.add(rows.thread(none));
        joined.isHeard(0, 15);
        joined.merge(0, rows, none, ChunkClock.same(HEADER));
        assertThat(joined.lastHeard(0)).isEqualTo(20);
        rows.forgetLives();
        assertThat(rows.lastHeard(none)).isEqualTo(20);
        assertThat(rows.lastHeard(told)).isEqualTo(ThreadRows.UNKNOWN);
    }

    /** A recorder with a clock of its own: twice as fast, and started a second later. */
    @Test
    void whatOthersKnowIsTakenIn() {
        ChunkHeader theirs = new ChunkHeader(2, 1, 1, 1_000_000_000, 0, 0, 2_000_000_000);
        ThreadRows others = new ThreadRows();
        JfrThread thread = new JfrThread(0, 1, -1, "", null, true);
        int row = rows.add(thread);
        int other = others.add(thread);
        rows.starts(row, 70);
        rows.ends(row, 80);
        others.ends(other, 500);
        others.isSeen(other, 9);
        rows.merge(row, others, other, ChunkClock.of(theirs, 1, HEADER, 1));
        assertThat(rows.birth(row)).isEqualTo(70);
        assertThat(rows.end(row)).isEqualTo(1_000_000_250);
        assertThat(rows.firstStack(row)).isEqualTo(9);
        assertThat(rows.isBusy(row)).isTrue();
    }
}
