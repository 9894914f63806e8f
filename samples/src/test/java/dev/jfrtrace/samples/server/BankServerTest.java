package dev.jfrtrace.samples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankServerTest {
    private static final Duration MOMENT = Duration.ofMillis(200);

    @TempDir static Path directory;

    private static BankServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = BankServer.start(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void aConnectionServesManyRequests() throws IOException {
        try (HttpConnection connection = new HttpConnection(server.port())) {
            // More than Tomcat's own limit for a connection.
            for (int i = 0; i < 150; i++) {
                assertThat(connection.request("POST", "/transfer?from=1&to=2&amount=3"))
                        .isEqualTo(200);
            }
            assertThat(connection.request("GET", "/statement?account=1")).isEqualTo(200);
        }
    }

    @Test
    void mistakesAreAnswered() throws IOException {
        try (HttpConnection connection = new HttpConnection(server.port())) {
            assertThat(connection.request("GET", "/statement?account=me")).isEqualTo(400);
        }
    }

    @Test
    void noMoneyIsLostUnderLoad() throws Exception {
        try (HttpLoad load = new HttpLoad(server.port(), 8)) {
            assertThat(load.run(MOMENT).requests()).isPositive();
            HttpLoad.Result second = load.run(MOMENT);
            assertThat(second.requests()).isPositive();
            assertThat(second.nanos()).isGreaterThanOrEqualTo(MOMENT.toNanos());
            assertThat(second.p50Nanos()).isPositive().isLessThanOrEqualTo(second.p99Nanos());
        }
        assertThat(server.isBalanced()).isTrue();
    }

    /** However slow the server is: what it has not answered yet is asked nevertheless. */
    @Test
    void asManyRequestsComeAsTheRateSays() throws Exception {
        try (HttpLoad load = HttpLoad.atRate(server.port(), 4, 2_000)) {
            HttpLoad.Result result = load.run(Duration.ofSeconds(1));
            assertThat(result.requests()).isBetween(1_800L, 2_200L);
            assertThat(result.p99Nanos()).isPositive();
        }
    }

    @Test
    void arrivalsByChanceDoNotWaitForAnswers() {
        Arrivals arrivals = Arrivals.byChance(1_000, new SplittableRandom(1));
        long due = arrivals.first(5);
        assertThat(due).isGreaterThan(5);
        int count = 100_000;
        long shorterThanMean = 0;
        for (int i = 0; i < count; i++) {
            long next = arrivals.next(due, due + 1_000_000_000);
            shorterThanMean += next - due < 1_000_000 ? 1 : 0;
            due = next;
        }
        assertThat(due / count).isCloseTo(1_000_000, withinPercentage(2));
        // Of exponential times as many as 1 - 1/e.
        assertThat(shorterThanMean).isCloseTo(63_212, withinPercentage(2));
    }

    @Test
    void arrivalsAtOnceFollowAnswers() {
        Arrivals arrivals = Arrivals.atOnce();
        assertThat(arrivals.first(5)).isEqualTo(5);
        assertThat(arrivals.next(5, 12)).isEqualTo(12);
    }

    @Test
    void twoServersAreIndependent() throws Exception {
        try (BankServer other = BankServer.start(directory)) {
            assertThat(other.port()).isNotEqualTo(server.port());
            assertThat(other.isBalanced()).isTrue();
        }
    }

    @Test
    void requestsAndLatenciesAreCounted() {
        long[] latencies = new long[200];
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = i + 1;
        }
        assertThat(HttpLoad.Result.of(latencies, 7))
                .isEqualTo(new HttpLoad.Result(200, 7, 100, 198));
        assertThat(HttpLoad.Result.of(new long[0], 7)).isEqualTo(new HttpLoad.Result(0, 7, 0, 0));
    }
}
