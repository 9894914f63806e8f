package dev.jfrtrace.bridge.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a worker throws is thrown where it is asked for, and none outlives its owner. */
@Timeout(60)
class WorkersTest {
    private static final Runnable NOTHING = () -> {};

    @Test
    void aloneTheOwnerWorks() throws IOException {
        try (Workers alone = new Workers(1)) {
            assertThat(alone.count()).isZero();
            Result<Thread> result = alone.start(Thread::currentThread);
            assertThat(result.get(NOTHING)).isSameAs(Thread.currentThread());
        }
    }

    @Test
    void whatIsThrownIsThrownAsItWas() throws IOException {
        for (int jobs = 1; jobs <= 2; jobs++) {
            try (Workers workers = new Workers(jobs)) {
                for (Throwable thrown :
                        List.of(
                                new IOException("bad disk"),
                                new IllegalStateException("defect"),
                                new OutOfMemoryError("made up"))) {
                    Result<Void> result =
                            workers.start(
                                    () -> {
                                        throw Sneaky.asIs(thrown);
                                    });
                    assertThatThrownBy(() -> result.get(NOTHING)).isSameAs(thrown);
                }
            }
        }
    }

    /** Any throwable may come out of a piece of work. */
    private static final class Sneaky {
        static Exception asIs(Throwable thrown) {
            if (thrown instanceof Error) {
                throw (Error) thrown;
            }
            return (Exception) thrown;
        }
    }

    @Test
    void whoWaitsLooksUp() throws IOException {
        CountDownLatch lookedUp = new CountDownLatch(2);
        try (Workers workers = new Workers(2)) {
            Result<String> result =
                    workers.start(
                            () -> {
                                lookedUp.await();
                                return "done";
                            });
            assertThat(result.get(lookedUp::countDown)).isEqualTo("done");
        }
    }

    @Test
    void closingEndsWhatIsUnderWay() throws IOException, InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger ended = new AtomicInteger();
        try (Workers workers = new Workers(2)) {
            for (int i = 0; i < 2; i++) {
                workers.start(
                        () -> {
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } finally {
                                ended.incrementAndGet();
                            }
                            return null;
                        });
            }
            begun.await();
        }
        assertThat(ended).hasValue(2);
    }

    @Test
    void batchesGoRoundInTheirOrder() throws IOException {
        Exchange<AtomicInteger> exchange = new Exchange<>(3, AtomicInteger::new);
        try (Workers workers = new Workers(2)) {
            Result<Void> filling =
                    workers.start(
                            () -> {
                                for (int i = 1; i <= 1_000; i++) {
                                    AtomicInteger batch = exchange.takeEmpty();
                                    batch.set(i);
                                    exchange.giveFull(batch);
                                }
                                return null;
                            });
            for (int i = 1; i <= 1_000; i++) {
                AtomicInteger batch = exchange.takeFull(filling);
                assertThat(batch).hasValue(i);
                exchange.giveEmpty(batch);
            }
        }
    }

    @Test
    void theOwnerHearsThatTheWorkerFailed() throws IOException {
        Exchange<AtomicBoolean> exchange = new Exchange<>(1, AtomicBoolean::new);
        try (Workers workers = new Workers(2)) {
            Result<Void> emptying =
                    workers.start(
                            () -> {
                                exchange.takeFull();
                                throw new IOException("bad disk");
                            });
            exchange.giveFull(exchange.takeEmpty(emptying));
            assertThatThrownBy(() -> exchange.takeEmpty(emptying)).hasMessage("bad disk");
        }
    }
}
