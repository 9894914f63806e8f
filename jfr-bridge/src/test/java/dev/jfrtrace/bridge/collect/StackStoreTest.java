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
            long first = store.add(List.of(frame("leaf"), frame("root")));
            long second = store.add(List.of(frame("root"), frame("leaf"), frame("root")));
            long none = store.add(List.of());
            assertThat(store.stack(first)).containsExactly(0, 1);
            assertThat(store.stack(second)).containsExactly(1, 0, 1);
            assertThat(store.stack(none)).isEmpty();
            assertThat(store.frame(0)).isEqualTo(frame("leaf"));
        }
    }

    @Test
    void framesBeyondTheBoundShareOne() throws IOException {
        try (Spool spool = new Spool()) {
            StackStore store = new StackStore(spool);
            int bound = 1 << 19;
            for (int i = 0; i < bound; i++) {
                store.add(List.of(frame("m" + i)));
            }
            int[] late =
                    store.stack(store.add(List.of(frame("late"), frame("m5"), frame("later"))));
            assertThat(late).containsExactly(bound, 5, bound);
            assertThat(store.frame(bound).method()).isEqualTo("(too many distinct frames)");
        }
    }
}
