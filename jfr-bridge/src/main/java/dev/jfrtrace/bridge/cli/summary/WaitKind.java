package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.bridge.mapping.AwaitedName;
import dev.jfrtrace.encoder.read.StackFrame;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a wait is for, as far as that tells whether it is worth a word: by its reason, by the class
 * of what is waited for, and by the method that waits, where those are of well-known libraries.
 */
enum WaitKind {
    LOCK("waited for a lock"),
    CONNECTION("waited for a connection from a pool"),
    PERMIT("waited for a permit"),
    SERVER("waited for the server"),
    FILE("did system calls on"),
    RESULT("waited for results of others"),
    /** Each of some goes on when the last one has come. */
    OTHERS("waited for others to arrive"),
    CLASS("waited for another thread to initialize a class"),
    /** Nobody else does what the loop is for meanwhile. */
    LOOP("waited in its event loop"),
    /** Whatever it was, a task had to wait for it. */
    TASK("waited during tasks");

    private static final String ENTER = "sync (monitor enter)";

    private static final Pattern SYNC = Pattern.compile("sync \\((park|Object\\.wait)\\)");

    /** Who parks for one of these waits until somebody else lets it go. */
    private static final Pattern PERMITS =
            Pattern.compile("java\\.util\\.concurrent\\.Semaphore\\b.*");

    /** Who parks for one of these waits until somebody else has done something for it. */
    private static final Pattern RESULTS =
            Pattern.compile(
                    "java\\.util\\.concurrent\\."
                            + "(FutureTask|CompletableFuture|ForkJoin\\w*Task|CountDownLatch)"
                            + "\\b.*");

    /**
     * The same of Guava, Netty, Kotlin, Scala, gRPC, Reactor, RxJava, Hazelcast, Ignite and
     * Apache's HTTP clients.
     */
    private static final Pattern RESULT_GETTERS =
            Pattern.compile(
                    "(.*\\.)?(common\\.util\\.concurrent\\.AbstractFuture\\.get"
                            + "|netty\\.util\\.concurrent\\.DefaultPromise\\.await\\w*"
                            + "|kotlinx\\.coroutines\\.BlockingCoroutine\\.joinBlocking"
                            + "|scala\\.concurrent\\.impl\\.Promise\\$DefaultPromise\\.tryAwait0?"
                            + "|grpc\\.stub\\.ClientCalls\\$ThreadlessExecutor\\.waitAndDrain\\w*"
                            + "|reactor\\.core\\.publisher\\.Blocking\\w+\\.blockingGet"
                            + "|reactivex\\..*\\.Blocking\\w+\\.blockingGet\\w*"
                            + "|hazelcast\\.spi\\.impl\\.AbstractInvocationFuture\\.manageParking"
                            + "|ignite\\.internal\\.util\\.future\\.GridFutureAdapter\\.get0"
                            + "|http\\.concurrent\\.BasicFuture\\.get"
                            + "|hc\\.core5\\.concurrent\\.BasicFuture\\.get)");

    /**
     * Where pools lend connections, or whatever else is costly: HikariCP, Tomcat JDBC, Druid,
     * Agroal, c3p0, Commons Pool (DBCP, Jedis and others), Apache's HTTP clients.
     */
    private static final Pattern LENDERS =
            Pattern.compile(
                    "(.*\\.)?(hikari\\.util\\.ConcurrentBag\\.borrow"
                            + "|tomcat\\.jdbc\\.pool\\.ConnectionPool\\.borrowConnection"
                            + "|druid\\.pool\\.DruidDataSource\\.(takeLast|pollLast)"
                            + "|agroal\\.pool\\.ConnectionPool\\.\\w+"
                            + "|mchange\\.v2\\.resourcepool\\.BasicResourcePool\\.\\w+"
                            + "|pool2?\\.impl\\.Generic(Keyed)?ObjectPool\\.borrowObject"
                            + "|http\\.pool\\.AbstractConnPool\\.getPoolEntryBlocking"
                            + "|hc\\.core5\\.pool\\.\\w+ConnPool(\\$\\d+)?\\.get)");

    /**
     * What runs all that comes to one thread: Netty's loops, of which Vert.x and others have some.
     */
    private static final Pattern LOOPS =
            Pattern.compile(
                    "(.*\\.)?netty\\.(channel\\.((nio|epoll|kqueue)\\.\\w+EventLoop"
                            + "|SingleThreadIoEventLoop|DefaultEventLoop)"
                            + "|util\\.concurrent\\.DefaultEventExecutor)\\.run");

    /** Its name begins those of its methods: where many have it, with what tells them apart. */
    private static final Pattern LIBRARY =
            Pattern.compile("(org\\.apache|com\\.(google|alibaba))\\.\\w+|\\w+\\.\\w+");

    /** Who waits until all others of a group, or one other, have come to the same point. */
    private static final Pattern MEETINGS =
            Pattern.compile("java\\.util\\.concurrent\\.(Phaser|Exchanger)\\b.*");

    /** It parks for a condition, which tells nothing. */
    static final String BARRIER = "java.util.concurrent.CyclicBarrier";

    /** As a sentence has it. */
    final String words;

    WaitKind(String words) {
        this.words = words;
    }

    /** The kind of a wait that nobody is idle in; nothing where it may be for something to do. */
    static Optional<WaitKind> of(String reason, List<StackFrame> frames) {
        String awaited = ShownFrames.awaited(frames);
        if (AwaitedName.isInitialization(awaited)) {
            return Optional.of(CLASS);
        }
        if (isAtBarrier(frames)) {
            return Optional.of(OTHERS);
        }
        if (reason.equals(ENTER) || ShownFrames.isLock(awaited)) {
            return Optional.of(LOCK);
        }
        return ofPlace(reason, frames)
                .or(() -> ofAwaited(reason, awaited))
                .or(() -> inLoop(reason, frames));
    }

    static boolean isAtBarrier(List<StackFrame> frames) {
        return frames.stream().anyMatch(frame -> frame.function().equals(BARRIER + ".dowait"));
    }

    /** What is opened or checked for whoever borrows it is another matter than to wait for it. */
    private static Optional<WaitKind> ofPlace(String reason, List<StackFrame> frames) {
        if (!SYNC.matcher(reason).matches()) {
            return Optional.empty();
        }
        if (calls(LENDERS, frames)) {
            return Optional.of(CONNECTION);
        }
        return calls(RESULT_GETTERS, frames) ? Optional.of(RESULT) : Optional.empty();
    }

    private static Optional<WaitKind> ofAwaited(String reason, String awaited) {
        if (PERMITS.matcher(awaited).matches()) {
            return Optional.of(PERMIT);
        }
        if (RESULTS.matcher(awaited).matches()) {
            return Optional.of(RESULT);
        }
        if (MEETINGS.matcher(awaited).matches()) {
            return Optional.of(OTHERS);
        }
        return IdleWaits.isServer(reason, awaited) ? Optional.of(SERVER) : Optional.empty();
    }

    private static Optional<WaitKind> inLoop(String reason, List<StackFrame> frames) {
        boolean isToBeTold = SummaryWaits.saysMuch(reason) && calls(LOOPS, frames);
        return isToBeTold ? Optional.of(LOOP) : Optional.empty();
    }

    private static boolean calls(Pattern which, List<StackFrame> frames) {
        return frames.stream().anyMatch(frame -> which.matcher(frame.function()).matches());
    }

    /** The library whose wait this is, of those that are known by name; empty for none. */
    static String library(List<StackFrame> frames) {
        int at = known(frames);
        return at == frames.size() ? "" : library(frames.get(at).function());
    }

    private static String library(String function) {
        Matcher name = LIBRARY.matcher(function);
        return name.lookingAt() ? name.group() : function;
    }

    private static int known(List<StackFrame> frames) {
        int at = 0;
        while (at < frames.size() && !isKnown(frames.get(at).function())) {
            at++;
        }
        return at;
    }

    private static boolean isKnown(String function) {
        return LENDERS.matcher(function).matches() || RESULT_GETTERS.matcher(function).matches();
    }

    /** Who called that library, and who that; all frames where that is not known. */
    static List<StackFrame> beyondLibrary(List<StackFrame> frames) {
        String library = library(frames) + ".";
        int at = known(frames);
        while (at < frames.size() && frames.get(at).function().startsWith(library)) {
            at++;
        }
        return at < frames.size() ? frames.subList(at, frames.size()) : frames;
    }

    /** Whether it is one of those that everybody has now and then: only many are worth a word. */
    boolean isOfOthers() {
        return this == RESULT || this == OTHERS;
    }
}
