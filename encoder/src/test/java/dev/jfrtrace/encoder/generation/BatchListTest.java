package dev.jfrtrace.encoder.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.Limits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchListTest {
    @Test
    void timesAreDifferences() {
        BatchList list = new BatchList(7, null);
        list.event(EventType.PROC_STOP, 1000, 0, 0, 0, 0);
        list.event(EventType.GO_START, 1300, 5, 6, 0, 0);
        Batch batch = only(list);
        assertThat(batch.m()).isEqualTo(7);
        assertThat(batch.time()).isEqualTo(1000);
        assertThat(batch.length()).isEqualTo(2 + 5);
        assertThat(Batches.events(batch))
                .containsExactly(
                        new Batches.Event(EventType.PROC_STOP, 1000, List.of()),
                        new Batches.Event(EventType.GO_START, 1300, List.of(5L, 6L)));
    }

    @Test
    void tellsTheBytesOfAnEvent() {
        BatchList list = new BatchList(7, null);
        assertThat(list.event(EventType.PROC_STOP, 1000, 0, 0, 0, 0)).isEqualTo(2);
        assertThat(list.event(EventType.PROC_STOP, 1128, 0, 0, 0, 0)).isEqualTo(3);
        assertThat(list.event(EventType.USER_LOG, 1129, -1, -1, -1, -1)).isEqualTo(2 + 40);
    }

    @Test
    void argumentsThatTheTypeDoesNotHaveAreNotWritten() {
        BatchList list = new BatchList(7, null);
        list.event(EventType.GO_CREATE_SYSCALL, 1, 3, 4, 5, 6);
        assertThat(Batches.events(only(list)).get(0).args()).containsExactly(3L);
    }

    @Test
    void emptyListsHaveNoBatch() {
        assertThat(new BatchList(7, null).finish()).isEmpty();
        assertThat(new BatchList(7, EventType.STRINGS).finish()).isEmpty();
    }

    @Test
    void noBatchIsTooBigAndNoEventIsSplit() {
        BatchList list = new BatchList(7, null);
        List<Batches.Event> written = new ArrayList<>();
        long time = 1;
        for (int i = 0; i < 20_000; i++) {
            time += 1 + (i * 31L) % 100_000;
            long wide = i % 3 == 0 ? -1 : i;
            list.event(EventType.USER_LOG, time, wide, i, wide, i);
            written.add(
                    new Batches.Event(
                            EventType.USER_LOG, time, List.of(wide, (long) i, wide, (long) i)));
        }
        List<Batch> batches = list.finish();
        assertThat(batches).hasSizeGreaterThan(5);
        List<Batches.Event> read = new ArrayList<>();
        for (Batch batch : batches) {
            assertThat(batch.length()).isLessThanOrEqualTo(Limits.MAX_BATCH_SIZE);
            List<Batches.Event> events = Batches.events(batch);
            assertThat(events.get(0).time()).isEqualTo(batch.time());
            read.addAll(events);
        }
        for (Batch batch : batches.subList(0, batches.size() - 1)) {
            assertThat(batch.length()).isGreaterThan(Limits.MAX_BATCH_SIZE - ByteSink.MAX_EVENT);
        }
        assertThat(read).isEqualTo(written);
    }

    @Test
    void eachTableBatchStartsWithItsKind() {
        StringTable table = new StringTable(42);
        int count = 0;
        for (; count < 300; count++) {
            table.id(count + "x".repeat(1000));
        }
        List<Batch> batches = table.finish();
        assertThat(batches).hasSizeGreaterThan(3);
        assertThat(batches)
                .allSatisfy(
                        batch -> {
                            assertThat(batch.length()).isLessThanOrEqualTo(Limits.MAX_BATCH_SIZE);
                            assertThat(batch.time()).isEqualTo(42);
                            assertThat(batch.m()).isEqualTo(Limits.NONE);
                        });
        assertThat(Batches.strings(batches)).hasSize(count);
    }

    /** The longest entry there is still fits a batch of its own. */
    @Test
    void theDeepestStackFits() {
        FrameTable frames = new FrameTable(0);
        Frame[] deep = new Frame[Limits.MAX_FRAMES_PER_STACK];
        for (int i = 0; i < deep.length; i++) {
            deep[i] = frames.frame("f" + i, "g" + i, Integer.MAX_VALUE);
        }
        StackTable table = new StackTable(new StringTable(1), 1, 1);
        table.id(Stack.of(deep));
        assertThat(Batches.stacks(table.finish()).get(0).pcs()).hasSize(deep.length);
    }

    private static Batch only(BatchList list) {
        List<Batch> batches = list.finish();
        assertThat(batches).hasSize(1);
        return batches.get(0);
    }
}
