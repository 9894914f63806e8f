package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.bridge.translate.BlockReason;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.State;
import dev.jfrtrace.encoder.read.summary.Doing;
import dev.jfrtrace.encoder.read.summary.PlaceSummary;
import dev.jfrtrace.encoder.read.summary.TraceSummary;
import dev.jfrtrace.encoder.read.summary.WaitSummary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which waits are for something to do: those at places known by name; those of a loop for the next
 * item of a queue; those for the next request of whoever calls; and those of whoever reads for all
 * others. All others are in the midst of something, such as the wait for a connection that a pool
 * lends by a queue of its own.
 */
public final class IdleWaits {
    private static final String NETWORK = BlockReason.NETWORK.text();
    private static final String ENTER = BlockReason.MONITOR_ENTER.text();

    /** Who waits on, with more methods of its own below, has been given something to do. */
    private static final int MOST_OF_LOOP = 4;

    /** What a CPU sample stands for, about. */
    private static final long SAMPLE_NANOS = 20_000_000;

    private static final Pattern TAKE =
            Pattern.compile(".*(Queue|Deque)(\\$\\w+)?\\.(take|poll|pop|dequeue)\\w*");

    private static final Pattern QUEUE = Pattern.compile(".*(Queue|Deque)(\\$\\w+)?\\.\\w+");

    /** Those whose results somebody waits for, and what has one itself. */
    private static final Pattern COMPLETION =
            Pattern.compile(".*CompletionService\\..*|.*\\.CompletableFuture\\$AsyncSupply\\..*");

    private static final Pattern READ = Pattern.compile(".*\\.\\w*([rR]ead|[rR]eceive)\\w*");

    /** A host and a port that servers have: callers have no port in a trace. */
    private static final Pattern SERVER = Pattern.compile(".+:\\d+");

    /** There a port that callers have may be a server's of some test, too. */
    private static final Pattern THIS_MACHINE =
            Pattern.compile("localhost.*|ip6-localhost|127\\..*|(0:){7}1|::1");

    /**
     * Where one thread reads for all others what comes on a connection, whenever it does, though a
     * server sends it: of LDAP, RabbitMQ, ActiveMQ, NATS, MQTT, SSH, web sockets and HTTP/2 of
     * OkHttp, MySQL's log, subscribers and consumers of Jedis, listeners of PostgreSQL, mail; and
     * calls, of RMI and of language servers, whatever port their callers have.
     */
    private static final Pattern READER =
            Pattern.compile(
                    "com\\.sun\\.jndi\\.ldap\\.Connection\\.run"
                            + "|com\\.rabbitmq\\..*FrameHandler\\.readFrame"
                            + "|org\\.apache\\.activemq\\..*TcpTransport\\.readCommand"
                            + "|okhttp3\\..*(Http2Reader\\.nextFrame|RealWebSocket\\.loopReader)"
                            + "|org\\.java_websocket\\.client\\.WebSocketClient\\.run"
                            + "|redis\\.clients\\.jedis\\.(\\w*PubSub\\w*\\.process"
                            + "|\\w+\\.(b[lr]pop\\w*|bl?move|bzpop\\w+|xread\\w*))"
                            + "|org\\.postgresql\\..*\\.QueryExecutorImpl\\.processNotifies"
                            + "|io\\.nats\\.client\\.impl\\.NatsConnectionReader\\.run"
                            + "|org\\.eclipse\\.paho\\..*\\.CommsReceiver\\.run"
                            + "|com\\.jcraft\\.jsch\\.Session\\.run"
                            + "|net\\.schmizz\\.sshj\\.transport\\.Reader\\.run"
                            + "|com\\.github\\.shyiko\\.mysql\\.binlog\\.BinaryLogClient\\.listen\\w*"
                            + "|.*\\.mail\\.imap\\.IMAPFolder\\.idle"
                            + "|sun\\.rmi\\.transport\\.tcp\\.TCPTransport\\.handleMessages"
                            + "|org\\.eclipse\\.lsp4j\\..*StreamMessageProducer\\.listen");

    /** What a reader calls when something has come. */
    private static final Pattern SERVING =
            Pattern.compile("sun\\.rmi\\.transport\\.Transport\\.serviceCall");

    /**
     * What is a method's own in the names of its lambdas, and of Scala's and their private ones.
     */
    private static final Pattern LAMBDA =
            Pattern.compile("(lambda|\\$anonfun)\\$(?<of>\\w+?)\\$\\d+|\\w+\\$\\$(?<as>\\w+)");

    /** What calls a task, whoever gave it: of the JDK, Tomcat, JBoss, Jetty, Kotlin, and Netty. */
    private static final Pattern EXECUTOR =
            Pattern.compile(
                    "java\\.util\\.concurrent\\."
                            + "(ThreadPoolExecutor\\.runWorker|FutureTask\\.run"
                            + "|ForkJoin\\w*\\.(doExec|runWorker)"
                            + "|CompletableFuture\\$Async\\w+\\.(run|exec)).*"
                            + "|org\\.apache\\.tomcat\\.util\\.threads\\.ThreadPoolExecutor\\.runWorker"
                            + "|org\\.jboss\\.threads\\.EnhancedQueueExecutor\\$ThreadBody\\.run"
                            + "|org\\.eclipse\\.jetty\\.util\\.thread\\.QueuedThreadPool\\.runJob"
                            + "|kotlinx\\.coroutines\\.scheduling\\.CoroutineScheduler\\.runSafely"
                            + "|(.*\\.)?netty\\.util\\.concurrent\\.AbstractEventExecutor\\.runTask");

    /** Takes its turn with a consumer that polls under the same lock, and nobody waits for it. */
    private static final Pattern BESIDE =
            Pattern.compile(
                    "org\\.apache\\.kafka\\.clients\\.consumer\\.internals"
                            + "\\.AbstractCoordinator\\$HeartbeatThread\\.run");

    /** Waits for one peer, though it uses a selector: Hadoop's way to give up in time. */
    private static final Pattern ONE_PEER =
            Pattern.compile("(.*\\.)?hadoop\\.net\\.SocketIOWithTimeout\\.doIO");

    /** What stands between methods, and is none of a program's. */
    private static final Pattern GLUE = Pattern.compile(".*(\\$\\$Lambda.*|\\.access\\$\\d+)");

    /** A thread of the program's own, whatever it runs; Ignite's are called workers. */
    private static final Pattern THREAD =
            Pattern.compile(".*Thread\\.\\w+|.*\\.ignite\\..*\\.GridWorker\\.run");

    /** What goes on beneath the program's methods, in nanoseconds. */
    private final Map<String, Long> beneath = new HashMap<>();

    private IdleWaits() {}

    public static IdleWaits of(TraceSummary summary) {
        IdleWaits idle = new IdleWaits();
        for (WaitSummary wait : summary.waits()) {
            if (wait.state() == State.SYSCALL || SummaryWaits.saysMuch(wait.reason())) {
                idle.addCallers(wait.frames(), wait.sum());
            }
        }
        for (PlaceSummary place : summary.places()) {
            if (place.category().isEmpty()) {
                idle.addCallers(place.frames(), nanos(place));
            }
        }
        return idle;
    }

    /** The time that the samples of a place stand for. */
    static long nanos(PlaceSummary place) {
        return place.count() * SAMPLE_NANOS;
    }

    private void addCallers(List<StackFrame> frames, long nanos) {
        new HashSet<>(ShownFrames.ownCallers(frames))
                .forEach(caller -> beneath.merge(caller, nanos, Long::sum));
    }

    /**
     * Whether somebody waits who has nothing to do, and not for a lock that guards what is next.
     */
    boolean isIdle(WaitSummary wait) {
        return isIdle(wait.state(), wait.reason(), wait.frames(), wait.sum() + wait.openSum());
    }

    boolean isIdle(Doing doing) {
        return isIdle(doing.state(), doing.reason(), doing.frames(), doing.sum());
    }

    /**
     * @param nanos for how long in all
     */
    private boolean isIdle(State state, String reason, List<StackFrame> frames, long nanos) {
        if (state != State.WAITING) {
            return false;
        }
        if (ShownFrames.calls(BESIDE, frames)) {
            return true;
        }
        if (reason.equals(ENTER)
                || ShownFrames.isForLock(frames)
                || ShownFrames.calls(ONE_PEER, frames)) {
            return false;
        }
        return ShownFrames.isIdle(frames)
                || isForItem(frames)
                || isOfReader(reason, frames)
                || isForCaller(reason, frames) && (!isLocal(frames) || serves(frames, nanos));
    }

    private static boolean isOfReader(String reason, List<StackFrame> frames) {
        return reason.equals(NETWORK)
                && ShownFrames.calls(READER, frames)
                && !ShownFrames.calls(SERVING, frames);
    }

    /**
     * Whether nothing is known of a stack but that a queue is asked: who asks, and what for, is
     * further out than the recorder could see.
     */
    static boolean endsInQueue(List<StackFrame> frames) {
        return ShownFrames.calls(TAKE, frames)
                && frames.stream()
                        .filter(ShownFrames::isOwn)
                        .allMatch(frame -> isOfQueue(frame.function()));
    }

    /** Whether a peer is read that has no server's port: whoever calls, if it is no test's. */
    static boolean isForCaller(String reason, List<StackFrame> frames) {
        String peer = ShownFrames.awaited(frames);
        return reason.equals(NETWORK)
                && !peer.isEmpty()
                && !SERVER.matcher(peer).matches()
                && frames.stream()
                        .skip(1)
                        .limit(2)
                        .anyMatch(frame -> READ.matcher(frame.function()).matches());
    }

    static boolean isServer(String reason, String peer) {
        return reason.equals(NETWORK) && SERVER.matcher(peer).matches();
    }

    private static boolean isLocal(List<StackFrame> frames) {
        return THIS_MACHINE.matcher(ShownFrames.awaited(frames)).matches();
    }

    /** Whether the method that reads calls those that do the work, too. */
    private boolean serves(List<StackFrame> frames, long nanos) {
        long work = beneath.getOrDefault(ShownFrames.own(frames).function(), 0L);
        return Threshold.SERVED_PART.isReachedBy((double) work / Math.max(1, nanos));
    }

    /** Whether a queue is asked by a loop that a thread or an executor runs for its own sake. */
    private static boolean isForItem(List<StackFrame> frames) {
        int at = 0;
        while (at < frames.size() && !TAKE.matcher(frames.get(at).function()).matches()) {
            if (!isOfQueue(frames.get(at).function()) && ShownFrames.isOwn(frames.get(at))) {
                return false;
            }
            at++;
        }
        return at < frames.size() && isLoop(frames.subList(at, frames.size()));
    }

    static boolean isOfQueue(String function) {
        return QUEUE.matcher(function).matches();
    }

    private static boolean isLoop(List<StackFrame> frames) {
        String of = "";
        Set<String> own = new HashSet<>();
        boolean isAsking = true;
        boolean isBody = true;
        for (StackFrame frame : frames) {
            String function = frame.function();
            if (COMPLETION.matcher(function).matches()) {
                return false;
            }
            if (isOfExecutor(frame)) {
                break;
            }
            isAsking &= isOfQueue(function);
            if (isAsking || !ShownFrames.isOwn(frame)) {
                continue;
            }
            if (GLUE.matcher(function).matches()) {
                // Whoever runs a body may be of another class.
                isBody &= of.isEmpty() || !function.contains("$$Lambda");
                continue;
            }
            of = of.isEmpty() ? outerClass(function) : of;
            boolean isOfIts = outerClass(function).equals(of) || THREAD.matcher(function).matches();
            own.add(source(function));
            if (own.size() > MOST_OF_LOOP || isBody && !isOfIts) {
                return false;
            }
        }
        return !own.isEmpty();
    }

    /** Whether more methods of the program stand below than a loop has that waits for work. */
    static boolean isDeep(List<StackFrame> frames) {
        return frames.stream()
                        .takeWhile(frame -> !isOfExecutor(frame))
                        .filter(ShownFrames::isOwn)
                        .map(frame -> source(frame.function()))
                        .distinct()
                        .count()
                > MOST_OF_LOOP;
    }

    /** The method of the program that has called all others of it; empty for none. */
    static String outermost(List<StackFrame> frames) {
        return frames.stream()
                .filter(ShownFrames::isOwn)
                .map(StackFrame::function)
                .filter(function -> !GLUE.matcher(function).matches())
                .reduce((inner, outer) -> outer)
                .orElse("");
    }

    /** A method as it stands in a source file, whatever has become of its parts. */
    private static String source(String function) {
        return outerClass(function) + method(function);
    }

    /** A lambda is of the method that it stands in. */
    private static String method(String function) {
        String name = function.substring(function.lastIndexOf('.') + 1);
        Matcher lambda = LAMBDA.matcher(name);
        if (!lambda.matches()) {
            return name;
        }
        return lambda.group("of") == null ? lambda.group("as") : lambda.group("of");
    }

    /** Whether one of these has called the others. */
    static boolean isInExecutor(List<StackFrame> frames) {
        return frames.stream().anyMatch(IdleWaits::isOfExecutor);
    }

    /** Whether a method calls tasks, whoever gave them. */
    static boolean isOfExecutor(StackFrame frame) {
        return EXECUTOR.matcher(frame.function()).matches();
    }

    private static String outerClass(String function) {
        String type = function.substring(0, Math.max(0, function.lastIndexOf('.')));
        int nested = type.indexOf('$');
        return nested < 0 ? type : type.substring(0, nested);
    }
}
