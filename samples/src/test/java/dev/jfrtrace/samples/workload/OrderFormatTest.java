package dev.jfrtrace.samples.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderFormatTest {
    private static final Order ORDER =
            new Order(7, List.of(new Order.Item("A1", 2, "blue"), new Order.Item("B2", 3, "")));

    @Test
    void whatIsWrittenIsRead() throws OrderFormatException {
        Order read = OrderFormat.read(OrderFormat.write(ORDER));
        assertThat(read).isEqualTo(ORDER);
        assertThat(read.pieces()).isEqualTo(5);
    }

    @Test
    void aCutLineIsRejected() {
        String line = OrderFormat.write(ORDER);
        for (int length = 0; length < line.length(); length++) {
            assertRejected(line.substring(0, length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", ";;", "7", "x;1;A*1*n", "7;1;A*1*n"})
    void whatIsNoOrderIsRejected(String line) {
        assertRejected(line);
    }

    private static void assertRejected(String line) {
        assertThatExceptionOfType(OrderFormatException.class)
                .isThrownBy(() -> OrderFormat.read(line));
    }
}
