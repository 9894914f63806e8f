package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Texts have numbers, up to a bound. */
class SymbolsTest {
    @Test
    void aTextHasOneNumber() {
        Symbols symbols = new Symbols();
        int one = symbols.id("one");
        int empty = symbols.id("");
        assertThat(symbols.id("one")).isEqualTo(one);
        assertThat(empty).isNotEqualTo(one);
        assertThat(symbols.text(one)).isEqualTo("one");
        assertThat(symbols.text(empty)).isEmpty();
        assertThat(symbols.id(null)).isZero();
        assertThat(symbols.text(0)).isNull();
    }

    @Test
    void newTextsBeyondTheBoundShareOne() {
        Symbols symbols = new Symbols();
        int first = symbols.id("0");
        for (int i = 0; i < Symbols.MAX; i++) {
            symbols.id(String.valueOf(i));
        }
        int shared = symbols.id("one too many");
        assertThat(symbols.text(shared)).isEqualTo("(too many distinct names)");
        assertThat(symbols.id("and another")).isEqualTo(shared);
        assertThat(symbols.id("0")).isEqualTo(first);
        assertThat(symbols.text(first)).isEqualTo("0");
    }

    /** A program may use any number of files, and texts are kept while a trace lasts. */
    @Test
    void ofManyPlacesTheFirstHaveNumbers() {
        Symbols symbols = new Symbols();
        int first = symbols.place("/tmp/0");
        for (int i = 0; i < 5_000; i++) {
            symbols.place("/tmp/" + i);
        }
        assertThat(symbols.text(first)).isEqualTo("/tmp/0");
        assertThat(symbols.place("/tmp/0")).isEqualTo(first);
        assertThat(symbols.place("/tmp/4999")).isZero();
        assertThat(symbols.place("")).isZero();
        assertThat(symbols.place(null)).isZero();
        // What is no place has a number all the same.
        assertThat(symbols.id("/tmp/4999")).isPositive();
        assertThat(symbols.place("/tmp/4999")).isPositive();
    }

    /** Many chunks have many places, which leave room for names of other things. */
    @Test
    void ofThePlacesOfManyChunksTheFirstHaveNumbers() {
        Symbols all = new Symbols();
        for (int i = 0; i < Symbols.MAX_ADOPTED_PLACES; i += 1_000) {
            Symbols chunk = new Symbols();
            for (int j = 0; j < 1_000; j++) {
                chunk.place("/tmp/" + (i + j));
            }
            all.adopt(chunk);
        }
        Symbols last = new Symbols();
        int known = last.place("/tmp/0");
        int place = last.place("/tmp/last");
        int both = last.place("both");
        int name = last.id("name");
        assertThat(last.id("both")).isEqualTo(both);
        int[] numbers = all.adopt(last);
        assertThat(all.text(numbers[known])).isEqualTo("/tmp/0");
        assertThat(numbers[place]).isZero();
        assertThat(all.text(numbers[both])).isEqualTo("both");
        assertThat(all.text(numbers[name])).isEqualTo("name");
        assertThat(numbers[0]).isZero();
    }
}
