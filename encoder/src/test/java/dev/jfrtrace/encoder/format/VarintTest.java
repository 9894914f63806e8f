package dev.jfrtrace.encoder.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class VarintTest {
    @Test
    void theLengthGrowsEverySevenBits() {
        int edges = 0;
        for (int length = 1; length < Varint.MAX_LENGTH; length++) {
            long first = length == 1 ? 0 : 1L << (7 * (length - 1));
            long last = (1L << (7 * length)) - 1;
            if (length == 9) {
                last = Long.MAX_VALUE;
            }
            assertThat(Varint.length(first)).isEqualTo(length);
            assertThat(Varint.length(last)).isEqualTo(length);
            assertThat(bytes(first)).hasSize(length);
            assertThat(bytes(last)).hasSize(length);
            edges += 2;
        }
        assertThat(edges).isEqualTo(18);
        assertThat(Varint.length(Long.MIN_VALUE)).isEqualTo(10);
        assertThat(bytes(Long.MIN_VALUE)).hasSize(10);
    }

    @Test
    void isLittleEndianBase128() {
        assertThat(hex(0)).isEqualTo("00");
        assertThat(hex(0x7F)).isEqualTo("7f");
        assertThat(hex(0x80)).isEqualTo("8001");
        assertThat(hex(300)).isEqualTo("ac02");
        assertThat(hex(1_000_000_000)).isEqualTo("8094ebdc03");
        assertThat(hex(-1)).isEqualTo("ffffffffffffffffff01");
        assertThat(hex(Long.MIN_VALUE)).isEqualTo("80808080808080808001");
        assertThat(hex(Long.MAX_VALUE)).isEqualTo("ffffffffffffffff7f");
    }

    @Test
    void everyEdgeComesBack() {
        int checked = 0;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            for (long value : new long[] {(1L << bit) - 1, 1L << bit, -(1L << bit)}) {
                assertThat(decoded(bytes(value)))
                        .as(Long.toHexString(value))
                        .isEqualTo(new BigInteger(Long.toUnsignedString(value)));
                assertThat(bytes(value)).hasSize(Varint.length(value));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(192);
    }

    @Test
    void writesWhereItIsToldTo() {
        byte[] target = new byte[14];
        Arrays.fill(target, (byte) 0x55);
        assertThat(Varint.write(target, 2, 300)).isEqualTo(4);
        assertThat(HexFormat.of().formatHex(target, 0, 5)).isEqualTo("5555ac0255");
    }

    @Test
    void needsRoom() {
        assertThatThrownBy(() -> Varint.write(new byte[9], 0, -1))
                .isInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    private static byte[] bytes(long value) {
        byte[] target = new byte[Varint.MAX_LENGTH];
        return Arrays.copyOf(target, Varint.write(target, 0, value));
    }

    private static String hex(long value) {
        return HexFormat.of().formatHex(bytes(value));
    }

    /** By arithmetic without a bound, so that no shift can be wrong twice. */
    private static BigInteger decoded(byte[] bytes) {
        BigInteger value = BigInteger.ZERO;
        for (int i = bytes.length - 1; i >= 0; i--) {
            boolean last = i == bytes.length - 1;
            assertThat((bytes[i] & 0x80) == 0).isEqualTo(last);
            value =
                    value.multiply(BigInteger.valueOf(128))
                            .add(BigInteger.valueOf(bytes[i] & 0x7F));
        }
        return value;
    }
}
