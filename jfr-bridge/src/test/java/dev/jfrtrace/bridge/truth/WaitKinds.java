package dev.jfrtrace.bridge.truth;

import dev.jfrtrace.bridge.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** The ways in which Java waits, each for about {@link #WAIT} milliseconds. */
final class WaitKinds {
    static final int WAIT = 20;
    private static final String PARK = "sync (park)";
    private static final String MONITOR = "sync (monitor enter)";
    private static final String OBJECT_WAIT = "sync (Object.wait)";
    private static final String SLEEP = "sleep";
    private static final String NETWORK = "network";

    /** What blocks the thread that calls it. */
    interface Blocking {
        void block() throws Exception;
    }

    /**
     * A way to wait.
     *
     * @param reasons the words for it; of some kinds JDKs do it one way or another
     * @param prepared makes everything ready, and returns what blocks
     */
    record Kind(String name, List<String> reasons, Preparation prepared) {}

    /** Makes everything ready for one wait. */
    interface Preparation {
        Blocking ready() throws Exception;
    }

    private WaitKinds() {}

    static List<Kind> all(Path folder) {
        List<Kind> kinds = new ArrayList<>();
        add(kinds, "monitor", WaitKinds::monitor, MONITOR);
        add(kinds, "wait and notify", WaitKinds::waitNotify, OBJECT_WAIT);
        add(kinds, "timed wait", WaitKinds::timedWait, OBJECT_WAIT);
        add(kinds, "ReentrantLock", WaitKinds::lock, PARK);
        add(kinds, "Condition", WaitKinds::condition, PARK);
        add(kinds, "Semaphore", WaitKinds::semaphore, PARK);
        add(kinds, "CountDownLatch", WaitKinds::latch, PARK);
        add(kinds, "SynchronousQueue", WaitKinds::synchronousQueue, PARK);
        add(kinds, "LinkedBlockingQueue", WaitKinds::blockingQueue, PARK);
        add(kinds, "ForkJoinPool", WaitKinds::forkJoin, PARK);
        add(kinds, "CompletableFuture", WaitKinds::future, PARK);
        add(kinds, "Exchanger", WaitKinds::exchanger, PARK);
        add(kinds, "Phaser", WaitKinds::phaser, PARK);
        add(kinds, "join", WaitKinds::join, OBJECT_WAIT, PARK);
        add(kinds, "sleep", () -> () -> Thread.sleep(WAIT), SLEEP);
        add(kinds, "parkNanos", () -> () -> LockSupport.parkNanos(WAIT * 1_000_000L), PARK);
        add(kinds, "socket read", WaitKinds::socketRead, NETWORK);
        add(kinds, "process", WaitKinds::process, OBJECT_WAIT, PARK);
        add(kinds, "file", () -> file(folder), "");
        add(kinds, "Selector", WaitKinds::selector, NETWORK, "unknown");
        return kinds;
    }

    private static void add(
            List<Kind> kinds, String name, Preparation prepared, String... reasons) {
        kinds.add(new Kind(name, List.of(reasons), prepared));
    }

    /** Somebody else does it in a while. */
    private static void later(Script.Work work) {
        Script.start(
                "helper",
                () -> {
                    Thread.sleep(WAIT);
                    work.run();
                });
    }

    /** The same once it is told to: to start a thread may take long. */
    private static CountDownLatch laterWhenTold(Script.Work work) {
        CountDownLatch told = new CountDownLatch(1);
        Script.start(
                "helper",
                () -> {
                    told.await();
                    Thread.sleep(WAIT);
                    work.run();
                });
        return told;
    }

    private static Blocking monitor() throws InterruptedException {
        Object monitor = new Object();
        CountDownLatch owned = new CountDownLatch(1);
        Script.start(
                "helper",
                () -> {
                    synchronized (monitor) {
                        owned.countDown();
                        Thread.sleep(WAIT);
                    }
                });
        owned.await();
        return () -> {
            synchronized (monitor) {
                monitor.hashCode();
            }
        };
    }

    private static Blocking waitNotify() {
        Object monitor = new Object();
        boolean[] isNotified = new boolean[1];
        CountDownLatch helper =
                laterWhenTold(
                        () -> {
                            synchronized (monitor) {
                                isNotified[0] = true;
                                monitor.notifyAll();
                            }
                        });
        return () -> {
            synchronized (monitor) {
                helper.countDown();
                while (!isNotified[0]) {
                    monitor.wait();
                }
            }
        };
    }

    private static Blocking timedWait() {
        Object monitor = new Object();
        return () -> {
            synchronized (monitor) {
                monitor.wait(WAIT);
            }
        };
    }

    private static Blocking lock() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch owned = new CountDownLatch(1);
        Script.start(
                "helper",
                () -> {
                    lock.lock();
                    owned.countDown();
                    Thread.sleep(WAIT);
                    lock.unlock();
                });
        owned.await();
        return () -> {
            lock.lock();
            lock.unlock();
        };
    }

    private static Blocking condition() {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        CountDownLatch helper =
                laterWhenTold(
                        () -> {
                            lock.lock();
                            condition.signalAll();
                            lock.unlock();
                        });
        return () -> {
            lock.lock();
            try {
                helper.countDown();
                condition.await();
            } finally {
                lock.unlock();
            }
        };
    }

    private static Blocking semaphore() {
        Semaphore semaphore = new Semaphore(0);
        later(semaphore::release);
        return semaphore::acquire;
    }

    private static Blocking latch() {
        CountDownLatch latch = new CountDownLatch(1);
        later(latch::countDown);
        return latch::await;
    }

    private static Blocking synchronousQueue() {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        later(() -> queue.put("x"));
        return queue::take;
    }

    private static Blocking blockingQueue() {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        later(() -> queue.put("x"));
        return queue::take;
    }

    /** Who waits for the common pool helps it, and would sleep itself. */
    private static Blocking forkJoin() {
        ForkJoinPool pool = new ForkJoinPool(1);
        var task = pool.submit(Script.quietly(() -> Thread.sleep(WAIT)));
        return () -> {
            task.get();
            pool.shutdown();
        };
    }

    private static Blocking future() {
        CompletableFuture<String> future = new CompletableFuture<>();
        later(() -> future.complete("x"));
        return future::get;
    }

    private static Blocking exchanger() {
        Exchanger<String> exchanger = new Exchanger<>();
        later(() -> exchanger.exchange("x"));
        return () -> exchanger.exchange("y");
    }

    private static Blocking phaser() {
        Phaser phaser = new Phaser(2);
        later(phaser::arrive);
        return phaser::arriveAndAwaitAdvance;
    }

    private static Blocking join() {
        Thread thread = Script.start("helper", () -> Thread.sleep(WAIT));
        return thread::join;
    }

    private static Blocking process() throws IOException {
        Process process = new ProcessBuilder("sleep", "0.0" + WAIT).start();
        return process::waitFor;
    }

    private static Blocking socketRead() throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket reader = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket writer = server.accept();
        later(() -> writer.getOutputStream().write(1));
        return () -> {
            try (server;
                    reader;
                    writer) {
                reader.getInputStream().read();
            }
        };
    }

    private static Blocking file(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "forced", ".bin");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        ByteBuffer buffer = ByteBuffer.allocateDirect(8 << 20);
        return () -> {
            channel.write(buffer);
            channel.force(true);
        };
    }

    private static Blocking selector() throws IOException {
        Selector selector = Selector.open();
        return () -> {
            try (selector) {
                selector.select(WAIT);
            }
        };
    }
}
