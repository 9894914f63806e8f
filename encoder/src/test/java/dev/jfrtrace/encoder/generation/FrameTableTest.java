package dev.jfrtrace.encoder.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.Limits;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrameTableTest {
    private static final long MAX_EXACT_IN_JSON = Limits.MAX_ID;

    private final FrameTable table = new FrameTable();

    @Test
    void aPlaceHasOnePc() {
        Frame first = table.frame("a.B.c", "B.java", 7);
        assertThat(table.frame("a.B.c", "B.java", 7)).isSameAs(first);
        assertThat(table.size()).isEqualTo(1);
        assertThat(first).hasToString("a.B.c (B.java:7)");
    }

    @Test
    void eachPartOfAPlaceTells() {
        Set<Long> pcs = new HashSet<>();
        pcs.add(table.frame("f", "g", 1).pc());
        pcs.add(table.frame("f", "g", 2).pc());
        pcs.add(table.frame("f", "h", 1).pc());
        pcs.add(table.frame("g", "g", 1).pc());
        pcs.add(table.frame("f", "", 1).pc());
        assertThat(pcs).hasSize(5).doesNotContain(0L);
    }

    @Test
    void pcsCountFromOneSinceTheyAreWrittenOften() {
        assertThat(table.frame("a", "", 0).pc()).isEqualTo(1);
        assertThat(table.frame("b", "", 0).pc()).isEqualTo(2);
    }

    @Test
    void unknownLinesAreOne() {
        assertThat(table.frame("f", "g", -1)).isSameAs(table.frame("f", "g", 0));
        assertThat(table.frame("f", "g", Integer.MIN_VALUE).line()).isZero();
    }

    @Test
    void longNamesKeepTheirEnd() {
        String longName = "p.".repeat(Limits.MAX_STRING_BYTES) + "Type.method";
        Frame frame = table.frame(longName, longName, 1);
        assertThat(frame.function()).startsWith("…").endsWith("Type.method");
        assertThat(frame.file()).isEqualTo(frame.function());
        assertThat(Utf8.isTooLong(frame.function())).isFalse();
        assertThat(table.frame(longName, longName, 1)).isSameAs(frame);
    }

    /** Go shows the first of two frames of one PC; so equal ends must still be two. */
    @Test
    void longNamesWithTheSameEndAreTwo() {
        String end = "x".repeat(2 * Limits.MAX_STRING_BYTES);
        assertThat(table.frame("a" + end, "", 0).pc())
                .isNotEqualTo(table.frame("b" + end, "", 0).pc());
    }

    @Test
    void beyondTheBoundAFrameIsNotKeptButItsPcIs() {
        FrameTable small = new FrameTable(2);
        Frame first = small.frame("f", "g", 1);
        small.frame("f", "g", 2);
        Frame third = small.frame("f", "g", 3);
        Frame again = small.frame("f", "g", 3);
        assertThat(small.size()).isEqualTo(2);
        assertThat(again).isNotSameAs(third);
        assertThat(again.pc()).isEqualTo(third.pc());
        assertThat(small.frame("f", "g", 1)).isSameAs(first);
    }

    @Test
    void hashedPcsAreDistinctAndExact() {
        FrameTable none = new FrameTable(0);
        Set<Long> pcs = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            pcs.add(none.frame("f" + i % 200, "g", i / 200).pc());
        }
        assertThat(pcs)
                .hasSize(20_000)
                .allMatch(pc -> pc > FrameTable.MAX_FRAMES && pc < MAX_EXACT_IN_JSON);
        // The border between the texts counts.
        assertThat(none.frame("ab", "c", 1).pc()).isNotEqualTo(none.frame("a", "bc", 1).pc());
    }
}
