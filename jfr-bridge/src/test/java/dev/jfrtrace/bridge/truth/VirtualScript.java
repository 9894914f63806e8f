package dev.jfrtrace.bridge.truth;

import dev.jfrtrace.bridge.Script;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A program of virtual threads, each of which waits in one way, some times, and knows for how long.
 * Prints a line for each: way, id, nanoseconds that it waited, nanoseconds that it lived; and one
 * for the thread that started them all.
 */
final class VirtualScript {
    /** What the line of the thread that starts all others begins with. */
    static final String STARTER = "STARTER";

    private static final int ROUNDS = 3;

    /** So long a thread waits for what another does. */
    private static final long LENGTH = 20_000_000;

    /** So many connections there are: the system does not give any number of them. */
    private static final int SOCKETS = 200;

    /** The ways to wait, by turns; the last one only as often as there are connections. */
    enum Way {
        PARK,
        LOCK,
        MONITOR,
        WAIT,
        QUEUE,
        SLEEP,
        SOCKET
    }

    /** A wait that ends by itself or by the help of others. */
    private interface Waiting {
        void await() throws Exception;
    }

    private record Due(long time, Script.Work work) {}

    /** What helpers are to do later; all wait equally long, so that the first is due first. */
    private static final LinkedBlockingQueue<Due> DUE = new LinkedBlockingQueue<>();

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Object MONITOR = new Object();
    private static final StringBuilder SAID = new StringBuilder();

    private VirtualScript() {}

    /**
     * @param args how many threads
     */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        helper("helper", VirtualScript::help);
        helper("lock-holder", VirtualScript::holdLock);
        helper("monitor-holder", VirtualScript::holdMonitor);
        List<Thread> threads = new ArrayList<>();
        CountDownLatch sockets = new CountDownLatch(SOCKETS);
        try (ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < count; i++) {
                Way way = Way.values()[i % Way.values().length];
                if (way == Way.SOCKET && sockets.getCount() == 0) {
                    way = Way.SLEEP;
                }
                Waiting waiting = way == Way.SOCKET ? socket(server, sockets) : waiting(way);
                String name = way.name();
                threads.add(Script.startVirtual(name, () -> live(name, waiting)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        out.println(STARTER + " " + Thread.currentThread().getId());
        out.print(SAID);
        out.flush();
        System.exit(0);
    }

    private static void helper(String name, Script.Work work) {
        Thread thread = Script.start(name, work);
        thread.setName(name);
    }

    private static void live(String way, Waiting waiting) throws Exception {
        long born = System.nanoTime();
        long waited = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            waiting.await();
            waited += System.nanoTime() - start;
        }
        String line = way + " " + Thread.currentThread().getId() + " " + waited + " ";
        synchronized (SAID) {
            SAID.append(line).append(System.nanoTime() - born).append('\n');
        }
    }

    private static void later(Script.Work work) {
        DUE.add(new Due(System.nanoTime() + LENGTH, work));
    }

    private static void help() throws Exception {
        while (true) {
            Due due = DUE.take();
            for (long left = due.time - System.nanoTime(); left > 0; ) {
                LockSupport.parkNanos(left);
                left = due.time - System.nanoTime();
            }
            due.work.run();
        }
    }

    private static void holdLock() throws Exception {
        while (true) {
            LOCK.lock();
            Thread.sleep(20);
            LOCK.unlock();
            Thread.sleep(1);
        }
    }

    private static void holdMonitor() throws Exception {
        while (true) {
            synchronized (MONITOR) {
                Thread.sleep(20);
            }
            Thread.sleep(1);
        }
    }

    private static Waiting waiting(Way way) {
        switch (way) {
            case PARK:
                return VirtualScript::park;
            case LOCK:
                return () -> {
                    LOCK.lock();
                    LOCK.unlock();
                };
            case MONITOR:
                return () -> {
                    synchronized (MONITOR) {
                        Thread.onSpinWait();
                    }
                };
            case WAIT:
                return VirtualScript::objectWait;
            case QUEUE:
                return VirtualScript::queue;
            default:
                return () -> Thread.sleep(20);
        }
    }

    private static void park() {
        Thread self = Thread.currentThread();
        AtomicBoolean over = new AtomicBoolean();
        later(
                () -> {
                    over.set(true);
                    LockSupport.unpark(self);
                });
        while (!over.get()) {
            LockSupport.park();
        }
    }

    private static void objectWait() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        later(
                () -> {
                    synchronized (over) {
                        over.set(true);
                        over.notify();
                    }
                });
        synchronized (over) {
            while (!over.get()) {
                over.wait();
            }
        }
    }

    private static void queue() throws InterruptedException {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        later(() -> queue.put(1));
        queue.take();
    }

    private static Waiting socket(ServerSocket server, CountDownLatch open) throws IOException {
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket peer = server.accept();
        open.countDown();
        return () -> {
            later(() -> peer.getOutputStream().write(1));
            client.getInputStream().read();
        };
    }
}
