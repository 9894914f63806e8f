package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.GoStatus;
import java.util.ArrayList;
import java.util.List;

/** What is known of a live goroutine. */
public final class GoState {
    /** A region that has begun and not ended; names compare by text, since ids change. */
    record Region(long task, String name) {}

    final long id;
    final Sequence sequence = new Sequence();
    GoStatus status;

    /**
     * The thread it runs or sits in a syscall on; {@link dev.jfrtrace.encoder.format.Limits#NONE}.
     */
    long thread;

    boolean inMarkAssist;

    /** String ids of the kinds of open STWs, oldest first; {@code null} until the first. */
    List<Long> openStws;

    /** Open regions, innermost last; {@code null} until the first. */
    List<Region> regions;

    GoState(long id, GoStatus status, long thread) {
        this.id = id;
        this.status = status;
        this.thread = thread;
    }

    public long id() {
        return id;
    }

    public GoStatus status() {
        return status;
    }

    /** The thread that holds it, or {@link dev.jfrtrace.encoder.format.Limits#NONE}. */
    public long thread() {
        return thread;
    }

    public boolean inMarkAssist() {
        return inMarkAssist;
    }

    List<Long> openStws() {
        if (openStws == null) {
            openStws = new ArrayList<>(1);
        }
        return openStws;
    }

    List<Region> regions() {
        if (regions == null) {
            regions = new ArrayList<>(2);
        }
        return regions;
    }
}
