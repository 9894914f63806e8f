package dev.jfrtrace.samples.bench.overhead;

import java.io.IOException;
import java.time.Duration;

/** Keeps a load running until it is closed. */
final class Background implements AutoCloseable {
    private static final Duration RUN = Duration.ofMillis(500);

    private final Load load;
    private final Thread thread;
    private volatile boolean closed;
    private Exception failure;

    Background(Load load) {
        this.load = load;
        thread = new Thread(this::work, "background load");
    }

    void start() {
        thread.start();
    }

    private void work() {
        try {
            while (!closed) {
                load.run(RUN);
            }
        } catch (IOException | InterruptedException e) {
            failure = e;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (failure != null) {
            throw new IOException("the load failed", failure);
        }
    }
}
