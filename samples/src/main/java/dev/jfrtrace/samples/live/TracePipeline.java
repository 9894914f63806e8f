package dev.jfrtrace.samples.live;

import dev.jfrtrace.api.Region;
import dev.jfrtrace.api.Task;
import dev.jfrtrace.api.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Orders go from thread to thread, and each is one task in the trace: {@code TracePipeline
 * OUT.trace}. See "User-defined tasks" and "User-defined regions" in {@code go tool trace}.
 */
public final class TracePipeline {
    static final int ORDERS = 20;
    static final int POOL = 4;

    private final ExecutorService threads = newThreads();
    private final CountDownLatch shipped = new CountDownLatch(ORDERS);

    public static void main(String[] args) throws IOException, InterruptedException {
        Path file = Path.of(args[0]);
        try (Trace trace = Trace.start(file)) {
            new TracePipeline().run();
            System.out.println("tracing is " + trace.outcome().end());
        }
        System.out.println("go tool trace " + file);
    }

    private void run() throws InterruptedException {
        for (int id = 1; id <= ORDERS; id++) {
            accept(id);
        }
        shipped.await();
        threads.shutdown();
    }

    private void accept(int id) {
        // Not in a try: it ends on another thread. It is handed over as any other argument.
        Task order = Trace.task("order");
        order.log("id", Integer.toString(id));
        threads.execute(() -> price(order));
    }

    private void price(Task order) {
        // A child ends before its parent, and may have threads, regions and logs of its own.
        Task pricing = order.task("pricing");
        Region lookUp = pricing.region("look up the price");
        try (pricing;
                lookUp) {
            work();
            // A costly message is made up only while somebody records.
            double price = ThreadLocalRandom.current().nextDouble();
            pricing.log("price", () -> String.format("%.2f", price));
        }
        threads.execute(() -> ship(order));
    }

    private void ship(Task order) {
        // A region belongs to one thread, and here to a task as well.
        Region ship = order.region("ship");
        try (order;
                ship) {
            work();
        }
        shipped.countDown();
    }

    private static void work() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A virtual thread for each step where the JDK has them, else a pool. */
    private static ExecutorService newThreads() {
        try {
            // By reflection, for this is compiled for Java 17.
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newFixedThreadPool(POOL);
        }
    }
}
