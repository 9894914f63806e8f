package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.encoder.generation.Frame;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * THE table of methods in which threads wait, and what for: what a look at a thread's innermost
 * frame tells of it. A thread in native code counts as runnable to Java, and as running to
 * samplers, whether it computes or waits for the network.
 */
public final class WaitPlaces {
    private static final String NETTY = "io.netty.";
    private static final String JFR = "jdk.jfr.internal.";

    /** Of these no event tells, however long they wait. */
    private static final Map<String, BlockReason> SELECTORS = selectors();

    private static final Map<String, BlockReason> PLACES = places();

    /** Virtual threads park here until a socket, or what they poll for others, is ready. */
    private static final String POLLER = "sun.nio.ch.Poller.poll";

    /** So near to the leaf of its stack is what a virtual thread parks for. */
    private static final int NEAR_LEAF = 8;

    private WaitPlaces() {}

    private static Map<String, BlockReason> selectors() {
        Map<String, BlockReason> places = new HashMap<>();
        put(places, BlockReason.NETWORK, "sun.nio.ch.EPoll", "wait");
        put(places, BlockReason.NETWORK, "sun.nio.ch.EPollArrayWrapper", "epollWait");
        put(places, BlockReason.NETWORK, "sun.nio.ch.PollSelectorImpl", "poll");
        put(places, BlockReason.NETWORK, "sun.nio.ch.KQueue", "poll", "keventPoll");
        put(places, BlockReason.NETWORK, "sun.nio.ch.WEPoll", "wait");
        put(places, BlockReason.NETWORK, "sun.nio.ch.WindowsSelectorImpl$SubSelector", "poll0");
        put(places, BlockReason.NETWORK, "sun.nio.ch.Iocp", "getQueuedCompletionStatus");
        put(
                places,
                BlockReason.NETWORK,
                "io.netty.channel.epoll.Native",
                "epollWait",
                "epollWait0",
                "epollBusyWait0");
        put(places, BlockReason.NETWORK, "io.netty.channel.kqueue.Native", "keventWait");
        put(places, BlockReason.NETWORK, "io.netty.channel.uring.Native", "ioUringEnter");
        put(places, BlockReason.NETWORK, "org.apache.tomcat.jni.Poll", "poll");
        return places;
    }

    private static Map<String, BlockReason> places() {
        Map<String, BlockReason> places = new HashMap<>(SELECTORS);
        put(places, BlockReason.PARK, "jdk.internal.misc.Unsafe", "park");
        put(places, BlockReason.PARK, "sun.misc.Unsafe", "park");
        put(places, BlockReason.OBJECT_WAIT, "java.lang.Object", "wait", "wait0");
        put(places, BlockReason.SLEEP, "java.lang.Thread", "sleep", "sleep0", "sleepNanos0");
        put(places, BlockReason.WAITING, "java.lang.ref.Reference", "waitForReferencePendingList");
        put(places, BlockReason.WAITING, "sun.nio.fs.LinuxWatchService", "poll");
        put(
                places,
                BlockReason.WAITING,
                "sun.nio.fs.WindowsNativeDispatcher",
                "GetQueuedCompletionStatus0");
        put(places, BlockReason.WAITING, "java.lang.ProcessHandleImpl", "waitForProcessExit0");
        put(places, BlockReason.WAITING, "java.lang.ProcessImpl", "waitForInterruptibly");

        // Sockets.
        put(places, BlockReason.NETWORK, "sun.nio.ch.Net", "accept", "poll", "pollConnect");
        put(places, BlockReason.NETWORK, "sun.nio.ch.ServerSocketChannelImpl", "accept0");
        put(places, BlockReason.NETWORK, "sun.nio.ch.UnixDomainSockets", "accept0");
        put(places, BlockReason.NETWORK, "sun.nio.ch.SocketDispatcher", "read0", "readv0");
        put(places, BlockReason.NETWORK, "sun.nio.ch.DatagramChannelImpl", "receive0");
        put(places, BlockReason.NETWORK, "sun.nio.ch.DatagramDispatcher", "read0");
        put(
                places,
                BlockReason.NETWORK,
                "java.net.PlainSocketImpl",
                "socketAccept",
                "socketConnect");
        put(
                places,
                BlockReason.NETWORK,
                "java.net.DualStackPlainSocketImpl",
                "accept0",
                "waitForConnect",
                "waitForNewConnection");
        put(places, BlockReason.NETWORK, "java.net.SocketInputStream", "socketRead0");
        put(places, BlockReason.NETWORK, "org.apache.tomcat.jni.Socket", "accept");
        put(
                places,
                BlockReason.NETWORK,
                "java.net.PlainDatagramSocketImpl",
                "receive0",
                "peekData");
        return places;
    }

    private static void put(
            Map<String, BlockReason> places, BlockReason reason, String type, String... methods) {
        for (String method : methods) {
            places.put(type + "." + method, reason);
        }
    }

    /**
     * What a thread waits for that is in this frame.
     *
     * @param leaf its innermost frame; {@code null} when that is not known
     * @return {@link BlockReason#UNKNOWN} when it may as well run
     */
    public static BlockReason at(JfrFrame leaf) {
        return leaf == null
                ? BlockReason.UNKNOWN
                : PLACES.getOrDefault(name(leaf), BlockReason.UNKNOWN);
    }

    /** Whether a thread that is in this frame waits for whatever comes on many connections. */
    static boolean isSelector(JfrFrame leaf) {
        return leaf != null && SELECTORS.containsKey(name(leaf));
    }

    /** What a virtual thread waits for that parks here. */
    static BlockReason ofVirtualPark(Stack stack) {
        List<Frame> frames = stack.frames();
        for (int i = 0; i < Math.min(NEAR_LEAF, frames.size()); i++) {
            if (frames.get(i).function().startsWith(POLLER)) {
                return BlockReason.NETWORK;
            }
        }
        return BlockReason.PARK;
    }

    private static String name(JfrFrame leaf) {
        return unshaded(leaf.type()) + "." + leaf.method();
    }

    /** Many libraries bring a copy of Netty, in a package of their own. */
    private static String unshaded(String type) {
        return type.substring(Math.max(0, type.indexOf(NETTY)));
    }

    /**
     * The same, when Java's own word of the thread is known.
     *
     * @param state a {@link Thread.State}, by its name
     */
    public static BlockReason at(String state, JfrFrame leaf) {
        if (state.equals(Thread.State.BLOCKED.name())) {
            return isOfJfr(leaf) ? BlockReason.WAITING : BlockReason.MONITOR_ENTER;
        }
        BlockReason place = at(leaf);
        return place == BlockReason.UNKNOWN ? BlockReason.ofState(state) : place;
    }

    /**
     * JFR starts and stops under a monitor, and that is when it has threads dumped: its own thread
     * is blocked just then, has no events that tell when that ends, and takes a nap.
     */
    private static boolean isOfJfr(JfrFrame leaf) {
        return leaf != null && leaf.type().startsWith(JFR);
    }

    /**
     * The same, when a profiler's word of the thread is known that did not run.
     *
     * @param state as async-profiler and Datadog's profiler spell it
     */
    static BlockReason ofSample(String state, JfrFrame leaf) {
        BlockReason place = at(leaf);
        if (place != BlockReason.UNKNOWN) {
            return place;
        }
        switch (state) {
            case "CONTENDED":
                return BlockReason.MONITOR_ENTER;
            case "PARKED":
                return BlockReason.PARK;
            case "WAITING":
                return BlockReason.OBJECT_WAIT;
            case "SLEEPING":
                return BlockReason.SLEEP;
            case "STATE_SLEEPING":
                return BlockReason.WAITING;
            default:
                return BlockReason.UNKNOWN;
        }
    }
}
