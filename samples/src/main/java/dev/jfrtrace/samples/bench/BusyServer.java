package dev.jfrtrace.samples.bench;

import dev.jfrtrace.samples.workload.Crew;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Many threads that wait for one another as often as they can: {@value #PARKING_PAIRS} pairs that
 * park, {@value #CROWDS} crowds of {@value #CROWD} around a monitor, {@value #SOCKET_PAIRS} pairs
 * on sockets, {@value #WRITERS} on files, {@value #CHURNERS} that compute and allocate. Every wait
 * becomes an event.
 */
final class BusyServer implements AutoCloseable {
    private static final int PARKING_PAIRS = 6;
    private static final int CROWDS = 2;
    private static final int CROWD = 6;
    private static final int SOCKET_PAIRS = 5;
    private static final int WRITERS = 4;
    private static final int CHURNERS = 2;

    private final Crew crew = new Crew("busy");
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private long seed;

    /**
     * Starts all threads.
     *
     * @param directory where the files are written; empty
     */
    static BusyServer start(Path directory) throws IOException {
        BusyServer server = new BusyServer();
        boolean started = false;
        try {
            server.startAll(directory);
            started = true;
        } finally {
            if (!started) {
                server.close();
            }
        }
        return server;
    }

    /** Waits for the given time; throws IllegalStateException as soon as a thread has failed. */
    void await(long nanos) throws InterruptedException {
        if (crew.awaitFailure(nanos)) {
            crew.check();
        }
    }

    private void startAll(Path directory) throws IOException {
        for (int i = 1; i <= PARKING_PAIRS; i++) {
            ParkingPair pair = new ParkingPair();
            crew.start("parker-" + (2 * i - 1), () -> pair.play(0, chain()));
            crew.start("parker-" + 2 * i, () -> pair.play(1, chain()));
        }
        for (int i = 1; i <= CROWDS; i++) {
            Crowd crowd = new Crowd();
            for (int j = 1; j <= CROWD; j++) {
                crew.start("crowd-" + i + "-" + j, () -> crowd.push(chain()));
            }
        }
        for (int i = 1; i <= SOCKET_PAIRS; i++) {
            SocketPair pair = SocketPair.open();
            resources.push(pair);
            crew.start("caller-" + i, () -> pair.ask(chain()));
            crew.start("answerer-" + i, () -> pair.answer(chain()));
        }
        for (int i = 1; i <= WRITERS; i++) {
            BlockFile file = BlockFile.create(directory.resolve("blocks-" + i));
            resources.push(file);
            crew.start("writer-" + i, () -> file.work(chain()));
        }
        for (int i = 1; i <= CHURNERS; i++) {
            crew.start("churner-" + i, () -> Churn.work(chain()));
        }
    }

    private synchronized CallChain chain() {
        return new CallChain(seed++);
    }

    /**
     * Ends all threads; what they meet on the way out, closed sockets and the like, is no failure.
     */
    @Override
    public void close() {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                // What is left is a file in a directory that the caller deletes, or a dead socket.
            }
        }
        crew.close();
    }
}
