package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.translate.Translator;
import java.io.IOException;
import java.util.Set;

/**
 * Ends threads whose own ends are among events that were lost: nobody else will say that they are
 * gone. Used by the engine's thread alone.
 */
final class LostEnds {
    private static final long NEVER = Long.MAX_VALUE;

    private final LiveThreads threads;

    /** Of another JVM nobody can be asked. */
    private final boolean isThisJvm;

    /** Java's ids of platform threads that were gone when events were last seen to be lost. */
    private Set<Long> missing = Set.of();

    /** From this time on the trace has the ends of all of them that are not lost. */
    private long known = NEVER;

    private boolean lostAgain;

    LostEnds(LiveThreads threads, boolean isThisJvm) {
        this.threads = threads;
        this.isThisJvm = isThisJvm;
    }

    /** Events that happened before {@code now} are lost. */
    void lost(long now) {
        threads.loseEnds();
        if (known != NEVER) {
            lostAgain = true;
        } else if (isThisJvm) {
            missing = threads.missing(Survey.aliveIds());
            known = now + LiveClock.SLACK;
        }
    }

    /** Ends platform threads that are missing when all that came before has been planned. */
    void endMissing(Translator translator, long front, LiveClock clock) {
        if (front <= known) {
            return;
        }
        endMissing(translator, front);
        if (lostAgain) {
            lostAgain = false;
            lost(clock.now());
        }
    }

    /** The same at the end of the trace: of what was recorded nothing more can come. */
    void finish(Translator translator, long end) throws IOException {
        if (isThisJvm && known != NEVER) {
            translator.advance(end);
            missing = threads.missing(Survey.aliveIds());
            endMissing(translator, end);
        }
    }

    private void endMissing(Translator translator, long now) {
        translator.endMissing(number -> threads.survives(number, missing, now));
        known = NEVER;
    }

    /**
     * Ends virtual threads that may be gone; to be called before each turn. Those that live appear
     * again when they are heard of.
     */
    void endUnheard(Translator translator) {
        translator.endMissing(number -> !threads.mayBeLost(number));
        translator.forgetEnded(threads::mayBeLost);
    }
}
