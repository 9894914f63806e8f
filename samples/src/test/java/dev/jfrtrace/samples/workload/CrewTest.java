package dev.jfrtrace.samples.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CrewTest {
    private static final long LONG_ENOUGH = TimeUnit.SECONDS.toNanos(30);

    @Test
    void aFailureOfAThreadIsNoticed() throws InterruptedException {
        IOException failure = new IOException("no disk");
        try (Crew crew = new Crew("test")) {
            crew.start(
                    "failing",
                    () -> {
                        throw failure;
                    });
            assertThat(crew.awaitFailure(LONG_ENOUGH)).isTrue();
            assertThatIllegalStateException().isThrownBy(crew::check).withCause(failure);
        }
    }

    @Test
    void closingInterruptsAndIsNoFailure() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Thread waiting;
        try (Crew crew = new Crew("test")) {
            waiting = crew.start("waiting", never::await);
            assertThat(waiting.getName()).isEqualTo("test-waiting");
            assertThat(crew.awaitFailure(1)).isFalse();
            crew.check();
        }
        assertThat(waiting.isAlive()).isFalse();
    }

    @Test
    void threadsOfAPoolAreNumberedAndAwaited() {
        CountDownLatch never = new CountDownLatch(1);
        Thread thread;
        try (Crew crew = new Crew("test")) {
            thread = crew.factory("pool").newThread(() -> crew.attempt(never::await));
            assertThat(thread.getName()).isEqualTo("test-pool-1");
            thread.start();
        }
        assertThat(thread.isAlive()).isFalse();
    }
}
