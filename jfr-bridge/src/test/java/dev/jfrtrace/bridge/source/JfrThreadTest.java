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

    /** The clock of JDK 25's fork and join pools is in the group of the carrier that started it. */
    @ParameterizedTest
    @CsvSource({
        "CarrierThreads, ForkJoinPool-1-worker-1, true",
        "CarrierThreads, , true",
        "CarrierThreads, ForkJoinPool-1-delayScheduler, false",
        "main, ForkJoinPool-2-worker-1, false",
        ", C2 CompilerThread0, false"
    })
    void carriersAreAGroupOfTheirOwn(String group, String name, boolean isCarrier) {
        assertThat(JfrThread.isCarrier(group, name)).isEqualTo(isCarrier);
    }
}
