package dev.jfrtrace.bridge.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {
    private static final long START = 5_000_000_000L;

    @Test
    void timesCountFromTheStart() {
        Window window = new Window(10, 20);
        assertThat(window.has(START + 9, START)).isFalse();
        assertThat(window.has(START + 10, START)).isTrue();
        assertThat(window.has(START + 19, START)).isTrue();
        assertThat(window.has(START + 20, START)).isFalse();
        assertThat(Window.ALL.has(Long.MAX_VALUE - 1, START)).isTrue();
    }

    /** As much as a user can ask for. */
    @Test
    void nothingLiesBehindTheEndOfTime() {
        assertThat(new Window(Long.MAX_VALUE, Long.MAX_VALUE).has(START + 1, START)).isFalse();
        assertThat(new Window(0, Long.MAX_VALUE - 1).has(START + 1, START)).isTrue();
    }
}
