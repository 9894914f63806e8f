package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.source.JfrFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the innermost frame of a thread tells of its wait. */
class WaitPlacesTest {
    @ParameterizedTest
    @CsvSource({
        "jdk.internal.misc.Unsafe, park, PARK",
        "java.lang.Object, wait0, OBJECT_WAIT",
        "java.lang.Thread, sleepNanos0, SLEEP",
        "sun.nio.ch.EPoll, wait, NETWORK",
        "io.netty.channel.epoll.Native, epollWait, NETWORK",
        "io.grpc.netty.shaded.io.netty.channel.epoll.Native, epollWait0, NETWORK",
        "org.example.shade.io.netty.channel.kqueue.Native, keventWait, NETWORK",
        "java.lang.ProcessHandleImpl, waitForProcessExit0, WAITING",
        "java.util.zip.Deflater, deflateBytesBytes, UNKNOWN",
        "io.netty.util.Native, epollWait, UNKNOWN"
    })
    void aFrameTells(String type, String method, BlockReason reason) {
        assertThat(WaitPlaces.at(new JfrFrame(type, method, 0))).isEqualTo(reason);
    }

    @Test
    void noFrameTellsNothing() {
        assertThat(WaitPlaces.at(null)).isEqualTo(BlockReason.UNKNOWN);
    }

    /** A child process that is waited for is no work, though the thread is runnable to Java. */
    @ParameterizedTest
    @CsvSource({
        "RUNNABLE, java.lang.ProcessHandleImpl, waitForProcessExit0, WAITING",
        "RUNNABLE, java.util.zip.Deflater, deflateBytesBytes, UNKNOWN",
        "TIMED_WAITING, org.example.Own, park, WAITING",
        "BLOCKED, jdk.internal.misc.Unsafe, park, MONITOR_ENTER",
        "BLOCKED, jdk.jfr.internal.PlatformRecorder, periodicTask, WAITING"
    })
    void soDoesAStateWithAFrame(String state, String type, String method, BlockReason reason) {
        assertThat(WaitPlaces.at(state, new JfrFrame(type, method, 0))).isEqualTo(reason);
    }
}
