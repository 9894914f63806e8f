package dev.jfrtrace.bridge.parallel;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Batches that go from one thread to another full, and come back empty. There are a few: whoever is
 * faster waits for the other. A batch belongs to the thread that has got it, until it gives it on.
 *
 * <p>One of the two is a worker, which an interrupt ends. The other is its owner, which hears of it
 * when the worker has failed instead of waiting for ever.
 */
public final class Exchange<B> {
    private final BlockingQueue<B> full;
    private final BlockingQueue<B> empty;

    /** An exchange of so many batches, all empty. */
    public Exchange(int batches, Supplier<B> maker) {
        full = new ArrayBlockingQueue<>(batches);
        empty = new ArrayBlockingQueue<>(batches);
        for (int i = 0; i < batches; i++) {
            empty.add(maker.get());
        }
    }

    // Of the worker.

    /** Waits for a full one. */
    public B takeFull() throws InterruptedException {
        return full.take();
    }

    /** Waits for an empty one. */
    public B takeEmpty() throws InterruptedException {
        return empty.take();
    }

    // Of its owner.

    /**
     * Waits for a full one.
     *
     * @param filling the work that fills them
     * @throws IOException that it has thrown
     */
    public B takeFull(Result<?> filling) throws IOException {
        return take(full, filling);
    }

    /**
     * Waits for an empty one.
     *
     * @param emptying the work that empties them
     * @throws IOException that it has thrown
     */
    public B takeEmpty(Result<?> emptying) throws IOException {
        return take(empty, emptying);
    }

    private B take(BlockingQueue<B> from, Result<?> work) throws IOException {
        try {
            while (true) {
                B batch = from.poll(Result.PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                if (batch != null) {
                    return batch;
                }
                if (work.isDone() && from.isEmpty()) {
                    work.get(() -> {});
                    throw new IllegalStateException("internal error: a worker left too early");
                }
            }
        } catch (InterruptedException e) {
            throw Result.interrupted();
        }
    }

    // Of both: there is always room.

    /** Gives a full one on. */
    public void giveFull(B batch) {
        full.add(batch);
    }

    /** Gives an empty one back. */
    public void giveEmpty(B batch) {
        empty.add(batch);
    }
}
