package dev.jfrtrace.bridge.export;

import dev.jfrtrace.encoder.read.StackFrame;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The few frames of a stack that tell a person where in the program it is. */
public final class ShownFrames {
    private static final int SHOWN = 4;

    /**
     * How a JVM's library, or Go's, waits is the same everywhere, and so are the libraries that
     * hand on what others do. Packages of Java may begin as Go's do ({@code
     * net.example.World.tick}), but have more parts than a function of Go.
     */
    private static final Pattern PLATFORM =
            Pattern.compile(
                    "(java|javax|jakarta|jdk|sun|com\\.sun|scala|kotlinx?|clojure"
                            + "|groovy(jarjar\\w*)?|org\\.(codehaus\\.groovy|apache\\.groovy|jruby)"
                            + "|io\\.(netty|grpc|vertx|reactivex)|reactor\\.(core|netty))\\..*"
                            + "|(runtime|sync|internal|syscall|net|os|io|bufio)"
                            + "(/.*|\\.\\(.*|\\.\\w+(\\.\\w+)?(\\[.*)?)");

    /** What all waits end in, whatever they are for. */
    private static final Pattern MACHINERY =
            Pattern.compile(
                    "(jdk\\.internal|sun|java\\.util\\.concurrent\\.locks)\\..*"
                            + "|java\\.util\\.concurrent\\.ForkJoinPool\\.(unm|m)anagedBlock"
                            + "|java\\.lang\\.(Object\\.wait|Thread\\.sleep|VirtualThread).*");

    /** What all threads begin with. */
    private static final Pattern OUTERMOST = Pattern.compile("java\\.lang\\.Thread\\.run(With)?");

    /** What the JVM makes up to get from a call to the method that is called: in no source. */
    private static final Pattern GLUE =
            Pattern.compile(
                    "java\\.lang\\.invoke\\.(LambdaForm\\$|\\w+\\$Holder\\.).*"
                            + "|.*\\$\\$Lambda(\\W[^.]*)?\\.\\w+");

    /** Calls a method for whoever has found it, and looks different after some calls. */
    private static final Pattern REFLECTION =
            Pattern.compile(
                    "(jdk\\.internal|sun)\\.reflect\\..*|java\\.lang\\.reflect\\.Method\\.invoke");

    /**
     * Where workers wait for the next task, as far as names alone tell: of the JDK, JFR, Jetty,
     * JBoss Threads, Kotlin, Kafka, Netty, the Disruptor and Agrona, Hadoop, Neo4j's eviction, and
     * methods whose names say so ({@code waitForWork}); consumers of ActiveMQ and of Hazelcast's
     * queues for the next message; where others wait for whoever calls, or for whatever comes, as
     * those of Netty, Tomcat, OkHttp and MongoDB's driver do, of AWT, Java's sound, watched
     * folders, Equinox and Felix, and the one by which IDEA ends a program; and where clocks wait
     * for their next tick, as those of Netty, Akka, Pekko and Elasticsearch do.
     */
    private static final Pattern IDLE =
            Pattern.compile(
                    "(.*\\.)?(ThreadPoolExecutor\\.getTask|ForkJoinPool\\.awaitWork"
                            + "|DelayScheduler\\.loop"
                            + "|ServerSocket\\.(implA|a)ccept|Net\\.accept"
                            + "|ServerSocketChannelImpl\\.(implA|a)ccept"
                            + "|SelectorImpl\\.select|(EPoll|KQueue|WEPoll)\\.(wait|poll)"
                            + "|ReferenceQueue\\.remove|Reference\\$ReferenceHandler\\.run"
                            + "|PlatformRecorder\\.periodicTask"
                            + "|QueuedThreadPool\\$Runner\\.idleJobPoll"
                            + "|ReservedThreadExecutor\\$ReservedThread\\.(waitForTask|reservedWait)"
                            + "|EnhancedQueueExecutor\\$PoolThreadNode\\.park"
                            + "|netty\\..*\\.Native\\.(\\w*Wait|ioUringEnter)"
                            + "|HashedWheelTimer\\$Worker\\.waitForNextTick"
                            + "|LightArrayRevolverScheduler\\.waitNanos"
                            + "|ThreadPool\\$CachedTimeThread\\.run"
                            + "|(disruptor|async)\\.\\w+WaitStrategy\\.waitFor"
                            + "|agrona\\.concurrent\\.\\w+IdleStrategy\\.idle"
                            + "|okhttp3\\.(.*\\.TaskRunner\\.awaitTaskToRun|ConnectionPool\\$1\\.run)"
                            + "|mongodb\\..*\\.DefaultServerMonitor\\$\\w+\\.run"
                            + "|okio\\.AsyncTimeout(\\$Companion)?\\.awaitTimeout(\\$okio)?"
                            + "|java\\.awt\\.EventQueue\\.getNextEvent|AWTAutoShutdown\\.run"
                            + "|D3DScreenUpdateManager\\.run"
                            + "|media\\.sound\\.DirectAudioDevice\\$DirectClip\\.run"
                            + "|EventManager\\$EventThread\\.getNextEvent"
                            + "|core\\.internal\\.jobs\\.(WorkerPool\\.sleep|InternalWorker\\.run)"
                            + "|StandardServer\\.await|AppMainV2\\$1\\.run"
                            + "|netty\\.util\\.concurrent\\.SingleThreadEventExecutor\\.takeTask"
                            + "|activemq\\.\\w*MessageDispatchChannel\\.dequeue"
                            + "|artemis\\..*\\.ClientConsumerImpl\\.receive"
                            + "|hazelcast\\.collection\\.impl\\.queue\\.QueueProxyImpl\\.(take|poll)"
                            + "|kafka\\.raft\\.internals\\.BlockingMessageQueue\\.poll"
                            + "|LogDirFailureChannel\\.takeNextOfflineLogDir"
                            + "|sun\\.net\\.www\\.http\\.KeepAliveCache\\.run"
                            + "|RequestChannel\\.receiveRequest|SystemTimer\\.advanceClock"
                            + "|nio\\.fs\\.(AbstractWatchService\\.(take|poll)|\\w+WatchService\\$Poller\\.run)"
                            + "|nio\\.ch\\.Poller\\.subPollerLoop"
                            + "|netty\\.util\\.concurrent\\.SingleThreadEventExecutor\\.confirmShutdown"
                            + "|muninn\\.MuninnPageCache\\.parkUntilEvictionRequired"
                            + "|hadoop\\.ipc\\.CallQueueManager\\.take"
                            + "|(waitFor|await)(Work|(Next|New|More)(Work|Task|Job|Item|Request|Event|Message)s?)"
                            + "|CoroutineScheduler\\$Worker\\.(tryPark|park))0?");

    /**
     * The same of methods that run tasks, too: only what they wait for themselves is the next one.
     */
    private static final Pattern IDLE_ITSELF =
            Pattern.compile(
                    "java\\.util\\.TimerThread\\.mainLoop"
                            + "|com\\.sun\\.media\\.sound\\.EventDispatcher\\.dispatchEvents"
                            + "|org\\.apache\\.felix\\.scr\\.impl\\.ComponentActorThread\\.run"
                            + "|org\\.quartz\\.(simpl\\.SimpleThreadPool\\$WorkerThread"
                            + "|core\\.QuartzSchedulerThread)\\.run"
                            + "|org\\.neo4j\\.kernel\\.impl\\.scheduler\\.TimeBasedTaskScheduler\\.run"
                            + "|kotlinx\\.coroutines\\.DefaultExecutor\\.run"
                            + "|com\\.mchange\\.v2\\.async\\.ThreadPoolAsynchronousRunner\\$PoolThread\\.run"
                            + "|com\\.hazelcast\\.jet\\..*\\$CooperativeWorker\\.run"
                            + "|org\\.apache\\.kafka\\.queue\\.KafkaEventQueue\\$EventHandler\\.handleEvents");

    /** Stands between a method that waits and the machinery. */
    private static final Pattern SEMAPHORE =
            Pattern.compile("java\\.util\\.concurrent\\.Semaphore\\.\\w+");

    /** What is waited for by whoever has found something to do, and contends with others for it. */
    private static final Pattern LOCK =
            Pattern.compile(
                    "java\\.util\\.concurrent\\.locks\\."
                            + "(ReentrantLock|ReentrantReadWriteLock|StampedLock)\\b.*");

    private ShownFrames() {}

    /** Whether a worker waits here for the next task, and not for the lock of its queue. */
    public static boolean isIdle(List<StackFrame> frames) {
        return (calls(IDLE, frames) || isIdleItself(frames)) && !isForLock(frames);
    }

    /** Whether a method of some names is among those that have called where a thread is. */
    public static boolean calls(Pattern which, List<StackFrame> frames) {
        return frames.stream().anyMatch(frame -> which.matcher(frame.function()).matches());
    }

    private static boolean isIdleItself(List<StackFrame> frames) {
        List<StackFrame> stack = withoutAwaited(frames);
        int waiting = skip(stack, MACHINERY);
        waiting += skip(stack.subList(waiting, stack.size()), SEMAPHORE);
        return waiting < stack.size()
                && IDLE_ITSELF.matcher(stack.get(waiting).function()).matches();
    }

    /** Whether a lock of {@code java.util.concurrent} is waited for. */
    public static boolean isForLock(List<StackFrame> frames) {
        return isLock(awaited(frames));
    }

    /** Whether a wait for something of that class is one for a lock. */
    public static boolean isLock(String awaited) {
        return LOCK.matcher(awaited).matches();
    }

    /**
     * The class of what a JVM's thread waited for, which stands as a frame of its own where it
     * waited; empty where it is not told.
     */
    public static String awaited(List<StackFrame> frames) {
        boolean isTold =
                frames.size() > 1 && isPlaceless(frames.get(0)) && !isPlaceless(frames.get(1));
        return isTold ? frames.get(0).function() : "";
    }

    private static List<StackFrame> withoutAwaited(List<StackFrame> frames) {
        return awaited(frames).isEmpty() ? frames : frames.subList(1, frames.size());
    }

    /** A name without a place in any program. */
    private static boolean isPlaceless(StackFrame frame) {
        return frame.file().isEmpty() && frame.line() == 0;
    }

    /** What of the platform was called, by whom, and by whom that. */
    public static List<StackFrame> of(List<StackFrame> stack) {
        List<StackFrame> frames = inSource(stack);
        int own = skip(frames, PLATFORM);
        if (own == frames.size()) {
            int first = beyondMachinery(frames);
            return frames.subList(first, Math.min(own, first + SHOWN));
        }
        Stream<StackFrame> callers =
                frames.subList(own, frames.size()).stream()
                        .filter(frame -> !REFLECTION.matcher(frame.function()).matches());
        return Stream.concat(frames.subList(Math.max(0, own - 1), own).stream(), callers)
                .limit(SHOWN)
                .toList();
    }

    /** Where nothing but its begin is beyond, it is the machinery's own thread. */
    private static int beyondMachinery(List<StackFrame> frames) {
        int first = skip(frames, MACHINERY);
        if (first == frames.size()) {
            return 0;
        }
        boolean isBegin = skip(frames.subList(first, frames.size()), OUTERMOST) > 0;
        return isBegin && first > 0 ? first - 1 : first;
    }

    /** Without what is waited for, and what is glue; all of it where there is nothing else. */
    private static List<StackFrame> inSource(List<StackFrame> stack) {
        List<StackFrame> frames = withoutAwaited(stack);
        List<StackFrame> written =
                frames.stream().filter(frame -> !GLUE.matcher(frame.function()).matches()).toList();
        return written.isEmpty() ? frames : written;
    }

    /** The innermost frame of the program itself; where there is none, the first that tells. */
    public static StackFrame own(List<StackFrame> stack) {
        List<StackFrame> frames = inSource(stack);
        int own = skip(frames, PLATFORM);
        return own < frames.size() ? frames.get(own) : of(stack).get(0);
    }

    /** Whether the program itself has a part in it. */
    public static boolean hasOwn(List<StackFrame> stack) {
        return stack.stream().anyMatch(ShownFrames::isOwn);
    }

    /** Whether it is known of where anybody is: a thread without a stack has its name for one. */
    public static boolean hasPlace(List<StackFrame> stack) {
        return stack.stream().anyMatch(frame -> !isPlaceless(frame));
    }

    /** Whether it is of the program itself. */
    public static boolean isOwn(StackFrame frame) {
        return !isPlaceless(frame) && !PLATFORM.matcher(frame.function()).matches();
    }

    /** Methods of the program that have called others of it. */
    public static List<String> ownCallers(List<StackFrame> stack) {
        return inSource(stack).stream()
                .filter(ShownFrames::isOwn)
                .skip(1)
                .map(StackFrame::function)
                .toList();
    }

    private static int skip(List<StackFrame> frames, Pattern what) {
        int at = 0;
        while (at < frames.size() && what.matcher(frames.get(at).function()).matches()) {
            at++;
        }
        return at;
    }

    /** {@code function (file:line)}. */
    public static String text(StackFrame frame) {
        String function = frame.function().isEmpty() ? "?" : frame.function();
        String line = frame.line() == 0 ? "" : ":" + Long.toUnsignedString(frame.line());
        return frame.file().isEmpty() ? function : function + " (" + file(frame) + line + ")";
    }

    private static String file(StackFrame frame) {
        return frame.file().substring(frame.file().lastIndexOf('/') + 1);
    }
}
