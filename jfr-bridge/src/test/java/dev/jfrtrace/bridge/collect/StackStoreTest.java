package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.source.JfrFrame;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames once each, stacks as lists of them. */
class StackStoreTest {
    private static JfrFrame frame(String method) {
        return new JfrFrame("a.B", method, 1);
    }

    @Test
    void equalFramesAreOne() throws IOException {
        try (Spool spool = new Spool()) {
            StackStore store = new StackStore(spool);
            ChunkStacks chunk = store.open();
            long first = chunk.add(List.of(frame("leaf"), frame("root")));
            long second = chunk.add(List.of(frame("root"), frame("leaf"), frame("root")));
            long none = chunk.add(List.of());
            store.adopt(chunk);
            assertThat(store.stack(first)).containsExactly(0, 1);
            assertThat(store.stack(second)).containsExactly(1, 0, 1);
            assertThat(store.stack(none)).isEmpty();
            assertThat(store.frame(0)).isEqualTo(frame("leaf"));
        }
    }

    /** Which chunk is read first makes no difference, only which is adopted first. */
    @Test
    void framesOfChunksAreOneWhereTheyAreEqual() throws IOException {
        try (Spool spool = new Spool()) {
            StackStore store = new StackStore(spool);
            ChunkStacks first = store.open();
            ChunkStacks second = store.open();
            long ofSecond = second.add(List.of(frame("root"), frame("new")));
            long ofFirst = first.add(List.of(frame("leaf"), frame("root")));
            store.adopt(first);
            store.adopt(second);
            assertThat(store.stack(ofFirst)).containsExactly(0, 1);
            assertThat(store.stack(ofSecond)).containsExactly(1, 2);
            assertThat(store.frame(2)).isEqualTo(frame("new"));
        }
    }

    @Test
    void framesBeyondTheBoundShareOne() throws IOException {
        try (Spool spool = new Spool()) {
            StackStore store = new StackStore(spool);
            ChunkStacks chunk = store.open();
            int bound = 1 << 19;
            for (int i = 0; i < bound; i++) {
                chunk.add(List.of(frame("m" + i)));
            }
            long place = chunk.add(List.of(frame("late"), frame("m5"), frame("later")));
            store.adopt(chunk);
            assertThat(store.stack(place)).containsExactly(bound, 5, bound);
            assertThat(store.frame(bound).method()).isEqualTo("(too many distinct frames)");
        }
    }
}
