package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.encoder.read.StackFrame;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What well-known libraries wait for, by the names of their methods, and who has called them. */
final class Libraries {
    /**
     * Where results of others are waited for: of Guava, Netty, Kotlin, Scala, gRPC, Reactor,
     * RxJava, Hazelcast, Ignite, ZooKeeper and Apache's HTTP clients; and of whatever has been
     * given to a completion service.
     */
    private static final Pattern RESULTS =
            Pattern.compile(
                    "(.*\\.)?(common\\.util\\.concurrent\\.AbstractFuture\\.get"
                            + "|netty\\.util\\.concurrent\\.DefaultPromise\\.await\\w*"
                            + "|kotlinx\\.coroutines\\.BlockingCoroutine\\.joinBlocking"
                            + "|scala\\.concurrent\\.impl\\.Promise\\$DefaultPromise\\.tryAwait0?"
                            + "|grpc\\.stub\\.ClientCalls\\$ThreadlessExecutor\\.waitAndDrain\\w*"
                            + "|reactor\\.core\\.publisher\\.Blocking\\w+\\.blockingGet"
                            + "|reactivex\\..*\\.Blocking\\w+\\.blockingGet\\w*"
                            + "|hazelcast\\.spi\\.impl\\.AbstractInvocationFuture\\.manageParking"
                            + "|zookeeper\\.ClientCnxn\\.submitRequest"
                            + "|ignite\\.internal\\.util\\.future\\.GridFutureAdapter\\.get0"
                            + "|util\\.concurrent\\.ExecutorCompletionService\\.(take|poll)"
                            + "|http\\.concurrent\\.BasicFuture\\.get"
                            + "|hc\\.core5\\.concurrent\\.BasicFuture\\.get)");

    /**
     * Where pools lend connections, or whatever else is costly: HikariCP, Tomcat JDBC, Druid,
     * Agroal, c3p0, Commons Pool (DBCP, Jedis and others), EclipseLink, Apache's HTTP clients.
     */
    private static final Pattern LENDERS =
            Pattern.compile(
                    "(.*\\.)?(hikari\\.util\\.ConcurrentBag\\.borrow"
                            + "|tomcat\\.jdbc\\.pool\\.ConnectionPool\\.borrowConnection"
                            + "|druid\\.pool\\.DruidDataSource\\.(takeLast|pollLast)"
                            + "|agroal\\.pool\\.ConnectionPool\\.\\w+"
                            + "|mchange\\.v2\\.resourcepool\\.BasicResourcePool\\.\\w+"
                            + "|pool2?\\.impl\\.Generic(Keyed)?ObjectPool\\.borrowObject"
                            + "|persistence\\.sessions\\.server\\.ConnectionPool\\.acquireConnection"
                            + "|http\\.pool\\.AbstractConnPool\\.getPoolEntryBlocking"
                            + "|hc\\.core5\\.pool\\.\\w+ConnPool(\\$\\d+)?\\.get)");

    /**
     * Where other pools lend what they have, as names of classes and methods say ({@code
     * BufferPool.borrow}); those of threads and the like have tasks.
     */
    private static final Pattern POOLS =
            Pattern.compile(
                    "(?!.*(Thread|Work|Task|Executor|Job|ForkJoin|Event|Message)\\w*Pool\\b)"
                            + "(?<pool>.*Pool)(\\$\\w+)?\\.(acquire|borrow|lease|check[oO]ut"
                            + "|obtain|rent|take|get(?!Task|Work|Job|Next))\\w*");

    /**
     * Locks that are no monitors: of Hazelcast and Curator, and of rows in H2, HSQLDB and Derby,
     * and of nodes in Neo4j, which sleeps meanwhile.
     */
    private static final Pattern LOCKERS =
            Pattern.compile(
                    "com\\.hazelcast\\..*(MapProxyImpl|LockProxySupport)\\.(tryL|l)ock"
                            + "|.*\\.framework\\.recipes\\.locks\\.LockInternals\\.internalLockLoop"
                            + "|org\\.h2\\.mvstore\\.tx\\.Transaction\\.waitForThisToEnd"
                            + "|org\\.neo4j\\.kernel\\.impl\\.locking\\.forseti\\.ForsetiClient\\.waitFor"
                            + "|org\\.hsqldb\\.lib\\.CountUpDownLatch\\.await"
                            + "|org\\.apache\\.derby\\.impl\\.services\\.locks\\.ActiveLock\\.waitForGrant");

    /** Who has such a lock, or is next, is known when this has answered. */
    private static final Pattern ASKS =
            Pattern.compile(".*\\.zookeeper\\.ClientCnxn\\.submitRequest");

    /** Who may do something so and so often waits here for its turn, as names of methods say. */
    private static final Pattern LIMITERS =
            Pattern.compile(".*RateLimiter(\\$\\w+)?\\.(\\w*[a-z])?(acquire|wait|[pP]ause)\\w*");

    /** Who is too fast for others waits here until they have caught up, as names of methods say. */
    private static final Pattern THROTTLES =
            Pattern.compile(".*\\.(stall|throttle|\\w*[a-z](Stall|Throttle))\\w*");

    /** Further out they may be of who throttles what it calls. */
    private static final int FRAMES_OF_THROTTLE = 3;

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
            Pattern.compile(
                    "(org\\.(apache|eclipse)|com\\.(google|alibaba|zaxxer))\\.\\w+|\\w+\\.\\w+");

    /**
     * What programs call for others to do something, and what calls programs: their own methods are
     * in between.
     */
    private static final Pattern LIBRARIES =
            Pattern.compile(
                    "(redis\\.clients|io\\.lettuce|okhttp3|okio|com\\.mongodb|com\\.rabbitmq"
                            + "|org\\.apache\\.(hc|http|ignite|hadoop|kafka\\.clients|logging|curator|zookeeper|commons\\.(pool2|dbcp2)"
                            + "|derby|ibatis|catalina|coyote|tomcat)"
                            + "|org\\.(springframework|neo4j|hibernate|jooq|hsqldb|sqlite|infinispan|redisson|eclipse\\.(jetty|persistence))"
                            + "|io\\.undertow|com\\.hazelcast"
                            + "|org\\.postgresql|com\\.mysql|org\\.mariadb|oracle\\.(jdbc|net)"
                            + "|com\\.microsoft\\.sqlserver|org\\.h2|com\\.zaxxer|com\\.mchange"
                            + "|com\\.github\\.benmanes|com\\.google\\.common|com\\.lmax"
                            + "|io\\.github\\.resilience4j|ch\\.qos\\.logback|org\\.slf4j)\\..*");

    private Libraries() {}

    static boolean isForResult(List<StackFrame> frames) {
        return ShownFrames.calls(RESULTS, frames);
    }

    static boolean isForConnection(List<StackFrame> frames) {
        return ShownFrames.calls(LENDERS, frames);
    }

    /** Whether another pool is to lend something, by its name. */
    static boolean isForLoan(List<StackFrame> frames) {
        return ShownFrames.calls(POOLS, frames);
    }

    static boolean isForLock(List<StackFrame> frames) {
        return ShownFrames.calls(LOCKERS, frames) && !ShownFrames.calls(ASKS, frames);
    }

    static boolean isForPermit(List<StackFrame> frames) {
        return ShownFrames.calls(LIMITERS, frames);
    }

    static boolean isForOthersToCatchUp(List<StackFrame> frames) {
        List<StackFrame> own =
                frames.stream().filter(ShownFrames::isOwn).limit(FRAMES_OF_THROTTLE).toList();
        return ShownFrames.calls(THROTTLES, own);
    }

    /** Whether an event loop has called what waits. */
    static boolean isInLoop(List<StackFrame> frames) {
        return ShownFrames.calls(LOOPS, frames);
    }

    /** The library whose wait this is, of those that are known by name; empty for none. */
    static String library(List<StackFrame> frames) {
        int at = known(frames);
        return at == frames.size() ? "" : library(frames.get(at).function());
    }

    private static String library(String function) {
        Matcher pool = POOLS.matcher(function);
        if (pool.matches() && !LENDERS.matcher(function).matches()) {
            return pool.group("pool");
        }
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
        return LENDERS.matcher(function).matches()
                || RESULTS.matcher(function).matches()
                || POOLS.matcher(function).matches();
    }

    /** Whether a function is of a package or a class, or of a class nested in that. */
    private static boolean isWithin(String library, String function) {
        return function.startsWith(library + ".") || function.startsWith(library + "$");
    }

    /** Who called that library, or some other; all frames where that is not known. */
    static List<StackFrame> beyondLibrary(List<StackFrame> frames) {
        String library = library(frames);
        int at = known(frames);
        while (at < frames.size() && isWithin(library, frames.get(at).function())) {
            at++;
        }
        List<StackFrame> callers = at < frames.size() ? frames.subList(at, frames.size()) : frames;
        for (int i = 0; i < callers.size(); i++) {
            StackFrame caller = callers.get(i);
            if (ShownFrames.isOwn(caller) && !LIBRARIES.matcher(caller.function()).matches()) {
                return callers.subList(i, callers.size());
            }
        }
        return callers;
    }
}
