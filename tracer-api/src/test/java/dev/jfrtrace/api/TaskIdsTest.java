package dev.jfrtrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskIdsTest {
    /** More than a block. */
    private static final int MANY = 100_000;

    private Object before;

    @BeforeEach
    void beFirst() {
        before = System.getProperties().remove(TaskIds.PROPERTY);
    }

    @AfterEach
    void putBack() {
        System.getProperties().remove(TaskIds.PROPERTY);
        if (before != null) {
            System.getProperties().put(TaskIds.PROPERTY, before);
        }
    }

    @Test
    void countFromOne() {
        TaskIds ids = new TaskIds();
        assertThat(ids.next()).isEqualTo(1);
        assertThat(ids.next()).isEqualTo(2);
    }

    @Test
    void copiesOfTheLibraryShareTheNumbers() {
        TaskIds one = new TaskIds();
        TaskIds other = new TaskIds();
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            assertThat(seen.add(one.next()) && seen.add(other.next())).isTrue();
        }
    }

    @Test
    void threadsShareTheNumbers() {
        TaskIds ids = new TaskIds();
        long different =
                LongStream.range(0, 4 * MANY).parallel().map(i -> ids.next()).distinct().count();
        assertThat(different).isEqualTo(4 * MANY);
    }

    @Test
    void areBelowThoseOfTheBridge() {
        System.setProperty(TaskIds.PROPERTY, "65535");
        TaskIds ids = new TaskIds();
        for (int i = 0; i < MANY; i++) {
            assertThat(ids.next()).isPositive().isLessThan(1L << 32);
        }
    }

    @Test
    void aPropertyThatSomebodySpoiltDoesNoHarm() {
        System.setProperty(TaskIds.PROPERTY, "mine");
        assertThat(new TaskIds().next()).isPositive().isLessThan(1L << 32);
        System.getProperties().put(TaskIds.PROPERTY, new Object());
        assertThat(new TaskIds().next()).isPositive().isLessThan(1L << 32);
    }
}
