package dev.jfrtrace.bridge.source.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Passing over numbers ends where reading them does, and is refused where that is. */
class CursorTest {
    /** One to nine bytes each: of the longest the last byte is taken whole. */
    private static final byte[] NUMBERS = numbers();

    private static byte[] numbers() {
        byte[] bytes = new byte[1 + 2 + 3 + 9 + 9 + 1 + 8 + 1];
        int at = 0;
        for (int length : new int[] {1, 2, 3, 9, 9, 1, 8, 1}) {
            for (int i = 1; i < length; i++) {
                bytes[at++] = (byte) 0x81;
            }
            bytes[at++] = length == 9 ? (byte) 0xFF : 0x01;
        }
        return bytes;
    }

    @Test
    void skipsAsFarAsItReads() {
        for (int count = 0; count <= 8; count++) {
            Cursor read = new Cursor(NUMBERS, 0, NUMBERS.length);
            for (int i = 0; i < count; i++) {
                read.number();
            }
            Cursor skipped = new Cursor(NUMBERS, 0, NUMBERS.length);
            skipped.skipNumbers(count);
            assertThat(skipped.at).as("%d numbers", count).isEqualTo(read.at);
        }
    }

    @Test
    void skipsNothingThatIsCut() {
        for (int limit = 0; limit < NUMBERS.length; limit++) {
            Cursor cut = new Cursor(NUMBERS, 0, limit);
            assertThatThrownBy(() -> cut.skipNumbers(8))
                    .as("%d bytes", limit)
                    .isInstanceOf(DamageException.class);
        }
    }
}
