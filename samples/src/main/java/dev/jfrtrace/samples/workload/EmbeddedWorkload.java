package dev.jfrtrace.samples.workload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A little order-processing server with its clients, all in this JVM: what a trace can show happens
 * in it, see the package's description. It needs about one processor, some thirty platform threads
 * at once, a loopback port and a temporary file, and leaves nothing behind.
 *
 * <p>For one run and one thread.
 */
public final class EmbeddedWorkload implements Workload {
    /** Begins the name of each of its platform threads. */
    public static final String THREAD_PREFIX = "orders";

    private final Path directory;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private Result result = new Result(0, 0, 0);

    /**
     * What came of a run.
     *
     * @param accepted orders that the server took
     * @param rejected requests that were no orders
     * @param packed orders that were packed; all that were accepted, or the run has failed
     */
    public record Result(long accepted, long rejected, long packed) {}

    /** Puts its file into the directory for temporary files. */
    public EmbeddedWorkload() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * @param directory where its file is put, and deleted at the end
     */
    EmbeddedWorkload(Path directory) {
        this.directory = directory;
    }

    /** What came of the run; zeros before. */
    public Result result() {
        return result;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when one of the threads failed; its exception is the cause
     */
    @Override
    public void run(Duration duration) throws IOException, InterruptedException {
        try (Crew crew = new Crew(THREAD_PREFIX)) {
            Packing packing;
            OrderServer server;
            try {
                Ledger ledger = opened(Ledger.open(directory));
                Stock stock = new Stock();
                opened(new Restocker(crew, stock));
                Confirmations confirmations = opened(new Confirmations(crew));
                packing = opened(new Packing(crew, stock, ledger, confirmations));
                packing.start();
                opened(new Housekeeping(crew, ledger)).start();
                server = opened(new OrderServer(crew, packing, Clients.COUNT));
                server.start();
                opened(new Clients(crew, server.port())).start();
                if (crew.awaitFailure(duration.toNanos())) {
                    // The others may wait for the one that is gone.
                    crew.interrupt();
                }
            } finally {
                closeParts();
            }
            crew.check();
            result = new Result(server.accepted(), server.rejected(), packing.packed());
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** The last opened comes first: clients, server, packers, and what they need. */
    private void closeParts() throws IOException {
        IOException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IOException("the workload does not end in order", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
