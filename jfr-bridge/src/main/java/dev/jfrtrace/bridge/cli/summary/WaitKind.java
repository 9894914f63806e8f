package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.export.ShownFrames;
import dev.jfrtrace.bridge.mapping.AwaitedName;
import dev.jfrtrace.bridge.translate.BlockReason;
import dev.jfrtrace.encoder.read.StackFrame;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a wait is for, as far as that tells whether it is worth a word: by its reason, by the class
 * of what is waited for, and by the method that waits.
 */
enum WaitKind {
    MEMORY("waited for the collector to free memory"),
    LOCK("waited for a lock"),
    CONNECTION("waited for a connection from a pool"),
    /** Whatever it is. */
    LOAN("waited to borrow from a pool"),
    PERMIT("waited for a permit"),
    ROOM("waited for room in a queue"),
    /** Work that others do not get done so quickly. */
    THROTTLE("waited because of throttling"),
    SERVER("waited for the server"),
    FILE("made system calls on"),
    RESULT("waited for results of others"),
    /** Each of some goes on when the last one has come. */
    OTHERS("waited for others to arrive"),
    PROCESS("waited for other processes to end"),
    CLASS("waited for another thread to initialize a class"),
    /** One of a pool goes on when another one of it has done something. */
    EACH_OTHER("waited for each other"),
    /** Whoever waits deep in what it does goes on when one of another pool has done its part. */
    OTHER_POOL("waited for other threads"),
    /** Whatever it was, a carrier waited with it. */
    PINNED("waited while pinned to a carrier"),
    /** Nobody else does what the loop is for meanwhile. */
    LOOP("waited in an event loop"),
    /** Whatever it was, a task had to wait for it. */
    TASK("waited during tasks");

    private static final String STALL = BlockReason.ALLOCATION_STALL.text();

    private static final String ENTER = BlockReason.MONITOR_ENTER.text();

    private static final String PIN = BlockReason.PINNED.text();

    private static final Pattern SYNC = Pattern.compile("sync \\((park|Object\\.wait)\\)");

    private static final String SLEEP = BlockReason.SLEEP.text();

    /** Who parks for one of these waits until somebody else lets it go; Tomcat's has a limit. */
    private static final Pattern PERMITS =
            Pattern.compile("java\\.util\\.concurrent\\.Semaphore\\b.*|.*\\.LimitLatch\\$Sync");

    /**
     * Who parks for one of these waits until somebody else has done something for it: latches of
     * others are named like Java's.
     */
    private static final Pattern RESULTS =
            Pattern.compile(
                    "java\\.util\\.concurrent\\."
                            + "(FutureTask|CompletableFuture|ForkJoin\\w*Task)\\b.*"
                            + "|.*Latch(\\$\\w+)?");

    /**
     * Where something is put into a queue that has an end: the Disruptor's, Flink's buffers, and a
     * pipe.
     */
    private static final Pattern PUTS =
            Pattern.compile(
                    "(.*\\.)?(\\w*(Queue|Deque)(\\$\\w+)?\\.(put|offer)\\w*"
                            + "|java\\.io\\.Piped(InputStream|Reader)\\.(receive|awaitSpace)"
                            + "|disruptor\\.\\w+ProducerSequencer\\.next"
                            + "|network\\.buffer\\.LocalBufferPool\\.requestMemorySegmentBlocking)");

    /** Those that have no room: who puts waits for who takes. */
    private static final Pattern HANDS_OVER =
            Pattern.compile("java\\.util\\.concurrent\\.(Synchronous|LinkedTransfer)Queue\\b.*");

    private static final Pattern PROCESSES =
            Pattern.compile("java\\.lang\\.(Process|ProcessImpl|UNIXProcess)\\.waitFor");

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
        if (reason.equals(STALL)) {
            return Optional.of(MEMORY);
        }
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
                .or(() -> lent(reason, frames, awaited))
                .or(() -> ofAwaited(reason, awaited))
                .or(() -> Optional.of(PINNED).filter(pinned -> reason.equals(PIN)))
                .or(() -> inLoop(reason, frames));
    }

    /** Whether another thread ends it, if nothing else does. */
    static boolean isSync(String reason) {
        return SYNC.matcher(reason).matches();
    }

    static boolean isAtBarrier(List<StackFrame> frames) {
        return frames.stream().anyMatch(frame -> frame.function().equals(BARRIER + ".dowait"));
    }

    /** What is opened or checked for whoever borrows it is another matter than to wait for it. */
    private static Optional<WaitKind> ofPlace(String reason, List<StackFrame> frames) {
        boolean isSync = isSync(reason);
        if (isSync || reason.equals(SLEEP)) {
            if (Libraries.isForPermit(frames)) {
                return Optional.of(PERMIT);
            }
            if (Libraries.isForOthersToCatchUp(frames)) {
                return Optional.of(THROTTLE);
            }
            if (Libraries.isForLock(frames)) {
                return Optional.of(LOCK);
            }
        }
        if (!isSync) {
            return Optional.empty();
        }
        if (ShownFrames.calls(PROCESSES, frames)) {
            return Optional.of(PROCESS);
        }
        if (Libraries.isForConnection(frames)) {
            return Optional.of(CONNECTION);
        }
        if (Libraries.isForResult(frames)) {
            return Optional.of(RESULT);
        }
        return isForRoom(frames) ? Optional.of(ROOM) : Optional.empty();
    }

    /** Results that a pool waits for are no loan. */
    private static Optional<WaitKind> lent(String reason, List<StackFrame> frames, String awaited) {
        return isSync(reason) && Libraries.isForLoan(frames) && !RESULTS.matcher(awaited).matches()
                ? Optional.of(LOAN)
                : Optional.empty();
    }

    /** Whether a queue is what the program has called, and not something that uses one. */
    private static boolean isForRoom(List<StackFrame> frames) {
        for (StackFrame frame : frames) {
            String function = frame.function();
            if (PUTS.matcher(function).matches()) {
                return !HANDS_OVER.matcher(function).matches();
            }
            if (ShownFrames.isOwn(frame) && !IdleWaits.isOfQueue(function)) {
                return false;
            }
        }
        return false;
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
        boolean isToBeTold = SummaryWaits.saysMuch(reason) && Libraries.isInLoop(frames);
        return isToBeTold ? Optional.of(LOOP) : Optional.empty();
    }

    /** Whether it is one of those that everybody has now and then: only many are worth a word. */
    boolean isOfOthers() {
        return this == RESULT || this == OTHERS || this == OTHER_POOL || this == PROCESS;
    }
}
