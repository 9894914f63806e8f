package dev.jfrtrace.samples.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Clients of a {@link BankServer}, each with a connection and a thread of its own. Not thread-safe.
 */
public final class HttpLoad implements AutoCloseable {
    /**
     * What came of a run.
     *
     * @param requests how many were answered
     * @param nanos how long it took
     * @param p50Nanos half of the answers took this long or less
     * @param p99Nanos and 99 % this long or less
     */
    public record Result(long requests, long nanos, long p50Nanos, long p99Nanos) {
        static Result of(long[] sortedLatencies, long nanos) {
            return new Result(
                    sortedLatencies.length,
                    nanos,
                    quantile(sortedLatencies, 0.5),
                    quantile(sortedLatencies, 0.99));
        }

        private static long quantile(long[] sorted, double share) {
            int rank = (int) Math.ceil(share * sorted.length);
            return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)];
        }
    }

    private final List<Client> clients = new ArrayList<>();
    private final ExecutorService threads;

    /**
     * Clients that send their next request as soon as the last is answered. Connects; nothing is
     * sent yet.
     *
     * @param port of a server on this machine
     */
    public HttpLoad(int port, int connections) throws IOException {
        this(port, connections, random -> Arrivals.atOnce());
    }

    private HttpLoad(int port, int connections, Function<SplittableRandom, Arrivals> arrivals)
            throws IOException {
        for (int i = 0; i < connections; i++) {
            SplittableRandom random = new SplittableRandom(i);
            clients.add(
                    new Client(new HttpConnection(port), random, arrivals.apply(random.split())));
        }
        threads = Executors.newFixedThreadPool(connections);
    }

    /**
     * Clients that send their requests by chance, so many a second in all, whatever the server is
     * doing. How long an answer took is counted from when its request was due. Connects; nothing is
     * sent yet.
     *
     * @param port of a server on this machine
     */
    public static HttpLoad atRate(int port, int connections, int perSecond) throws IOException {
        double each = (double) perSecond / connections;
        return new HttpLoad(port, connections, random -> Arrivals.byChance(each, random));
    }

    /**
     * Sends requests for a while.
     *
     * @throws IOException when a request fails
     */
    public Result run(Duration duration) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        List<Future<LongStream>> runs = new ArrayList<>();
        for (Client client : clients) {
            runs.add(threads.submit(() -> client.run(start, end)));
        }
        LongStream latencies = LongStream.empty();
        for (Future<LongStream> run : runs) {
            latencies = LongStream.concat(latencies, result(run));
        }
        long nanos = System.nanoTime() - start;
        return Result.of(latencies.sorted().toArray(), nanos);
    }

    private static LongStream result(Future<LongStream> run)
            throws IOException, InterruptedException {
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw new IOException("a request failed", e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Client client : clients) {
            client.connection.close();
        }
    }

    /** One connection, and what is asked on it. */
    private static final class Client {
        private static final int OK = 200;
        private static final int REQUESTS_PER_STATEMENT = 4;
        private static final int MOST = 100;

        private final HttpConnection connection;
        private final SplittableRandom random;
        private final Arrivals arrivals;

        Client(HttpConnection connection, SplittableRandom random, Arrivals arrivals) {
            this.connection = connection;
            this.random = random;
            this.arrivals = arrivals;
        }

        /** Returns how long each answer took. */
        LongStream run(long start, long end) throws IOException {
            LongStream.Builder latencies = LongStream.builder();
            for (long due = arrivals.first(start); due - end < 0; ) {
                waitUntil(due);
                ask();
                long answered = System.nanoTime();
                latencies.add(answered - due);
                due = arrivals.next(due, answered);
            }
            return latencies.build();
        }

        private static void waitUntil(long due) {
            for (long left; (left = due - System.nanoTime()) > 0; ) {
                LockSupport.parkNanos(left);
            }
        }

        private void ask() throws IOException {
            int status;
            if (random.nextInt(REQUESTS_PER_STATEMENT) == 0) {
                status = connection.request("GET", "/statement?account=" + account());
            } else {
                int from = account();
                int to = (from + 1 + random.nextInt(Bank.ACCOUNTS - 1)) % Bank.ACCOUNTS;
                String accounts = "/transfer?from=" + from + "&to=" + to;
                status = connection.request("POST", accounts + "&amount=" + random.nextInt(MOST));
            }
            if (status != OK) {
                throw new IOException("status " + status);
            }
        }

        private int account() {
            return random.nextInt(Bank.ACCOUNTS);
        }
    }
}
