package dev.jfrtrace.bridge.source.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * To read many numbers and to pass over them ends where reading one by one does, and is refused
 * where that is.
 */
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

    /** Near the end of what is in memory, and further away from it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 37, 38, 71, 72, 100})
    void readsManyAsItReadsOne(int behind) {
        byte[] bytes = Arrays.copyOf(NUMBERS, NUMBERS.length + behind);
        Cursor one = new Cursor(bytes, 0, NUMBERS.length);
        Cursor many = new Cursor(bytes, 0, NUMBERS.length);
        long[] numbers = new long[10];
        many.numbers(numbers, 1, 8);
        assertThat(numbers[0]).isZero();
        for (int i = 1; i <= 8; i++) {
            assertThat(numbers[i]).as("number %d", i).isEqualTo(one.number());
        }
        assertThat(numbers[9]).isZero();
        assertThat(many.at).isEqualTo(one.at);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void readsNothingThatIsCut(int behind) {
        byte[] bytes = Arrays.copyOf(NUMBERS, NUMBERS.length + behind);
        for (int limit = 0; limit < NUMBERS.length; limit++) {
            Cursor cut = new Cursor(bytes, 0, limit);
            assertThatThrownBy(() -> cut.numbers(new long[8], 0, 8))
                    .as("%d bytes", limit)
                    .isInstanceOf(DamageException.class);
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
