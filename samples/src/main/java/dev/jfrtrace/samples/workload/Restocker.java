package dev.jfrtrace.samples.workload;

/** One thread that keeps the shelf filled. */
final class Restocker implements AutoCloseable {
    private final Thread thread;
    private final Stock stock;

    Restocker(Crew crew, Stock stock) {
        this.stock = stock;
        this.thread = crew.start("restocker", this::work);
    }

    private void work() throws InterruptedException {
        while (true) {
            RestockEvent event = new RestockEvent();
            event.pieces = stock.refill();
            event.commit();
        }
    }

    /** To be called when nobody takes from the stock any more; the crew waits for the thread. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
