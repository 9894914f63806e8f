package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numbers and texts come back as they went in. */
class BytesTest {
    private static final long[] NUMBERS = {
        0, 1, 127, 128, 1L << 14, 1L << 35, -1, -64, -65, Long.MAX_VALUE, Long.MIN_VALUE
    };

    @Test
    void holdsAnyNumber() {
        Bytes bytes = new Bytes(1);
        for (long number : NUMBERS) {
            bytes.putNumber(number);
            bytes.putSigned(number);
        }
        for (long number : NUMBERS) {
            assertThat(bytes.number()).isEqualTo(number);
            assertThat(bytes.signed()).isEqualTo(number);
        }
        assertThat(bytes.at).isEqualTo(bytes.length);
    }

    @Test
    void smallNumbersAreShort() {
        Bytes bytes = new Bytes(1);
        bytes.putSigned(-1);
        bytes.putSigned(63);
        bytes.putNumber(127);
        assertThat(bytes.length).isEqualTo(3);
    }

    @Test
    void holdsAnyText() {
        Bytes bytes = new Bytes(1);
        String[] texts = {null, "", "a", "ä☕𝄞", "x".repeat(5_000), null};
        for (String text : texts) {
            bytes.putText(text);
        }
        for (String text : texts) {
            assertThat(bytes.text()).isEqualTo(text);
        }
        bytes.clear();
        assertThat(bytes.length).isZero();
    }
}
