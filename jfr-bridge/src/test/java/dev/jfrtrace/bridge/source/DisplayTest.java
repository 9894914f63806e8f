package dev.jfrtrace.bridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Values as text for people. */
class DisplayTest {
    @Test
    void numbersAreTheSameOnEveryJdk() {
        assertThat(Display.of(0.1)).isEqualTo("0.1");
        assertThat(Display.of(0.1f)).isEqualTo("0.1");
        // Prints as 2.0E-3 or 0.002, as 1.0E23 or 9.999999999999999E22, depending on the JDK.
        assertThat(Display.of(2e-3)).isEqualTo("0.002");
        assertThat(Display.of(1e23)).isEqualTo("1" + "0".repeat(23));
        assertThat(Display.of(2.0)).isEqualTo("2");
        assertThat(Display.of(-0.0)).isEqualTo("0");
        assertThat(Display.of(1.0 / 3)).isEqualTo("0.3333333");
        assertThat(Display.of(123_456_789.0)).isEqualTo("123456800");
        assertThat(Display.of(Double.NaN)).isEqualTo("NaN");
        assertThat(Display.of(Float.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
        assertThat(Display.of(123_456_789_012L)).isEqualTo("123456789012");
        assertThat(Display.of((byte) -1)).isEqualTo("-1");
    }

    @Test
    void textIsItself() {
        assertThat(Display.of("a \"b\"")).isEqualTo("a \"b\"");
        assertThat(Display.of("")).isEmpty();
        assertThat(Display.of('x')).isEqualTo("x");
        assertThat(Display.of(true)).isEqualTo("true");
    }

    @Test
    void someThingsHaveNoText() {
        assertThat(Display.of(null)).isNull();
        assertThat(Display.of(new Object[] {1})).isNull();
        assertThat(Display.of(new int[] {1})).isNull();
    }
}
