package dev.jfrtrace.encoder.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.format.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StringTableTest {
    private static final long TIME = 5;

    private final StringTable table = new StringTable(TIME);

    @Test
    void idsCountFromOne() {
        assertThat(table.id("a")).isEqualTo(1);
        assertThat(table.id("b")).isEqualTo(2);
        assertThat(table.id("a")).isEqualTo(1);
        assertThat(table.id("c")).isEqualTo(3);
        assertThat(entries()).containsExactly("1=a", "2=b", "3=c");
    }

    @Test
    void theEmptyStringIsZeroAndNotDefined() {
        assertThat(table.id("")).isZero();
        assertThat(table.id(null)).isZero();
        assertThat(table.bytes()).isZero();
        assertThat(table.finish()).isEmpty();
    }

    @Test
    void knowsItsIdsAndNoOthers() {
        table.id("a");
        assertThat(table.knows(0)).isTrue();
        assertThat(table.knows(1)).isTrue();
        assertThat(table.knows(2)).isFalse();
        assertThat(table.knows(-1)).isFalse();
        assertThat(table.knows(1L << 32 | 1)).isFalse();
    }

    @Test
    void whatFitsIsNotCut() {
        String text = "x".repeat(Limits.MAX_STRING_BYTES);
        table.id(text);
        assertThat(table.cut()).isZero();
        assertThat(entries()).containsExactly("1=" + text);
    }

    @Test
    void whatDoesNotFitIsCutAtTheEnd() {
        table.id("head" + "x".repeat(Limits.MAX_STRING_BYTES));
        assertThat(table.cut()).isEqualTo(1);
        assertThat(entries()).singleElement().asString().startsWith("1=headx").endsWith("x…");
    }

    /** Two, three and four bytes a character: the bound falls inside one, at each offset. */
    @Test
    void cutsBetweenCharacters() {
        int checked = 0;
        for (String character : List.of("x", "é", "…", "😀")) {
            for (int offset = 0; offset < 4; offset++) {
                String text = "x".repeat(offset) + character.repeat(Limits.MAX_STRING_BYTES);
                for (String cut : List.of(Utf8.head(text), Utf8.tail(text))) {
                    byte[] utf8 = Utf8.bytes(cut);
                    assertThat(utf8.length)
                            .isBetween(Limits.MAX_STRING_BYTES - 3 - 4, Limits.MAX_STRING_BYTES);
                    // A half surrogate would come back as a question mark.
                    assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(cut);
                    assertThat(cut).doesNotContain("?");
                    checked++;
                }
            }
        }
        assertThat(checked).isEqualTo(32);
    }

    @Test
    void theBoundIsOnBytes() {
        String two = "é".repeat(Limits.MAX_STRING_BYTES / 2);
        assertThat(Utf8.isTooLong(two)).isFalse();
        assertThat(Utf8.isTooLong(two + "x")).isTrue();
        assertThat(Utf8.isTooLong("…".repeat(Limits.MAX_STRING_BYTES / 3))).isFalse();
        assertThat(Utf8.isTooLong("…".repeat(Limits.MAX_STRING_BYTES / 3 + 1))).isTrue();
    }

    @Test
    void cutStringsThatCoincideShareAnId() {
        String head = "x".repeat(Limits.MAX_STRING_BYTES);
        int id = table.id(head + "one");
        assertThat(table.id(head + "two")).isEqualTo(id);
        assertThat(table.id(Utf8.head(head + "three"))).isEqualTo(id);
        assertThat(table.id(head + "one")).isEqualTo(id);
        assertThat(table.cut()).isEqualTo(2);
        assertThat(entries()).hasSize(1);
    }

    @Test
    void theNextStringAfterACutOneIsDense() {
        table.id("x".repeat(2 * Limits.MAX_STRING_BYTES));
        assertThat(table.id("next")).isEqualTo(2);
    }

    @Test
    void countsItsBytes() {
        table.id("é");
        // type, id, length, two bytes
        assertThat(table.bytes()).isEqualTo(5);
    }

    private List<String> entries() {
        return Batches.strings(table.finish());
    }
}
