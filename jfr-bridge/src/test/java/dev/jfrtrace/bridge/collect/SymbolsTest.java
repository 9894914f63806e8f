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
}
