package dev.jfrtrace.encoder.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.Limits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackTest {
    private static final int MAX = Limits.MAX_FRAMES_PER_STACK;

    private final FrameTable frames = new FrameTable();

    @Test
    void sameFramesAreEqualStacks() {
        assertThat(Stack.of(stack(3)))
                .isEqualTo(Stack.of(stack(3)))
                .hasSameHashCodeAs(Stack.of(stack(3)));
        assertThat(Stack.of(stack(3))).isNotEqualTo(Stack.of(stack(4)));
        assertThat(Stack.of(stack(3))).isNotEqualTo(Stack.NONE).isNotEqualTo("stack");
        Frame a = frames.frame("a", "", 0);
        Frame b = frames.frame("b", "", 0);
        assertThat(Stack.of(a, b)).isNotEqualTo(Stack.of(b, a));
    }

    @Test
    void framesBeyondTheTablesBoundCompareByPc() {
        FrameTable none = new FrameTable(0);
        assertThat(Stack.of(none.frame("f", "g", 1))).isEqualTo(Stack.of(none.frame("f", "g", 1)));
    }

    @Test
    void noFramesAreNoStack() {
        assertThat(Stack.of(List.of())).isSameAs(Stack.NONE);
        assertThat(Stack.NONE.isEmpty()).isTrue();
        assertThat(Stack.of(stack(1)).isEmpty()).isFalse();
    }

    @Test
    void aStackIsItsOwn() {
        Frame[] given = stack(2).toArray(Frame[]::new);
        Stack made = Stack.of(given);
        Frame first = given[0];
        given[0] = null;
        assertThat(made.frames().get(0)).isSameAs(first);
    }

    @Test
    void tooDeepAStackKeepsLeavesAndRoot() {
        List<Frame> deep = stack(MAX + 100);
        List<Frame> kept = Stack.of(deep).frames();
        assertThat(kept).hasSize(MAX);
        assertThat(kept.subList(0, MAX - 1)).isEqualTo(deep.subList(0, MAX - 1));
        assertThat(kept.get(MAX - 1)).isSameAs(deep.get(deep.size() - 1));
        assertThat(Stack.of(stack(MAX)).frames()).isEqualTo(stack(MAX));
    }

    @Test
    void aLeafGoesOnTop() {
        Frame leaf = frames.frame("leaf", "", 0);
        assertThat(Stack.of(stack(2)).withLeaf(leaf).frames())
                .containsExactly(leaf, stack(2).get(0), stack(2).get(1));
        assertThat(Stack.NONE.withLeaf(leaf).frames()).containsExactly(leaf);
        List<Frame> full = Stack.of(stack(MAX)).withLeaf(leaf).frames();
        assertThat(full).hasSize(MAX).startsWith(leaf).endsWith(stack(MAX).get(MAX - 1));
    }

    @Test
    void isDefinedOncePerGeneration() {
        Stack shared = Stack.of(stack(2));
        for (long generation = 1; generation <= 2; generation++) {
            StringTable strings = new StringTable(1);
            StackTable table = new StackTable(strings, generation, 1);
            assertThat(table.id(Stack.NONE)).isZero();
            assertThat(table.id(shared)).isEqualTo(1);
            assertThat(table.id(Stack.of(stack(2)))).isEqualTo(1);
            assertThat(table.id(Stack.of(stack(3)))).isEqualTo(2);
            assertThat(table.knows(2)).isTrue();
            assertThat(table.knows(3)).isFalse();
            assertThat(table.knows(-1)).isFalse();
            List<Batches.StackEntry> entries = Batches.stacks(table.finish());
            assertThat(entries).extracting(Batches.StackEntry::id).containsExactly(1L, 2L);
            assertThat(entries.get(0).pcs()).containsExactly(1L, 2L);
            // Function, file and line; all frames are of one file.
            assertThat(entries.get(0).places())
                    .containsExactly(List.of(1L, 2L, 10L), List.of(3L, 2L, 11L));
            assertThat(Batches.strings(strings.finish()))
                    .containsExactly("1=f0", "2=F.java", "3=f1", "4=f2");
        }
    }

    private List<Frame> stack(int depth) {
        List<Frame> made = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            made.add(frames.frame("f" + i, "F.java", 10 + i));
        }
        return made;
    }
}
