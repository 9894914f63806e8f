package dev.jfrtrace.bridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JfrThreadTest {
    /** On macOS a JVM's threads have a prefix, which profilers that ask the system see. */
    @ParameterizedTest
    @CsvSource({
        "main, main, main",
        "Java: mine, main, Java: mine",
        ", Java: GC Thread#0, GC Thread#0",
        ", GC Thread#0, GC Thread#0",
        ", , ''"
    })
    void isCalledAsInJava(String javaName, String osName, String name) {
        JfrThread thread = new JfrThread(0, 0, 7, javaName, osName, false);
        assertThat(thread.name()).isEqualTo(name);
    }
}
