package dev.jfrtrace.samples.workload;

/**
 * The shelf. Packers take from it and wait when it is empty; one restocker waits until it gets low.
 * It is the hot monitor of the workload. Thread-safe.
 */
final class Stock {
    private static final int CAPACITY = 2_000;
    private static final int LOW = 500;

    /**
     * The delivery is waited for with the monitor held: the classic mistake, made for the trace.
     */
    private static final long DELIVERY_MILLIS = 2;

    private int pieces = CAPACITY;
    private boolean ordered;

    /** Takes that many pieces, at most {@value #CAPACITY}, as soon as they are there. */
    synchronized void take(int wanted) throws InterruptedException {
        int needed = Math.min(wanted, CAPACITY);
        while (pieces < needed) {
            orderMore();
            wait();
        }
        pieces -= needed;
        if (pieces < LOW) {
            orderMore();
        }
    }

    /**
     * Waits until goods are ordered, then fills the shelf.
     *
     * @return how many pieces came
     */
    synchronized int refill() throws InterruptedException {
        while (!ordered) {
            wait();
        }
        Thread.sleep(DELIVERY_MILLIS);
        int delivered = CAPACITY - pieces;
        pieces = CAPACITY;
        ordered = false;
        notifyAll();
        return delivered;
    }

    /** Once per delivery: packers that wait must not wake one another in a circle. */
    private void orderMore() {
        if (!ordered) {
            ordered = true;
            notifyAll();
        }
    }
}
