package dev.jfrtrace.bridge.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void terminalsAreKnownByTheirDevices() {
        assertThat(Terminal.isDevice("/dev/pts/3")).isTrue();
        assertThat(Terminal.isDevice("/dev/tty1")).isTrue();
        assertThat(Terminal.isDevice("/dev/console")).isTrue();
        assertThat(Terminal.isDevice("pipe:[4711]")).isFalse();
        assertThat(Terminal.isDevice("/dev/null")).isFalse();
        assertThat(Terminal.isDevice("/tmp/err.txt")).isFalse();
    }

    @Test
    void bothWaysOfAskingAgree() {
        assumeThat(Path.of("/proc/self/fd/2")).exists();
        assumeThat(System.getenv("TERM")).isNotEqualTo("dumb");

        assertThat(Terminal.is(2)).isEqualTo(Terminal.test(2));
    }
}
