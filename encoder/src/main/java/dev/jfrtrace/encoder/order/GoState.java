package dev.jfrtrace.encoder.order;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.GoStatus;
import dev.jfrtrace.encoder.format.Limits;
import java.util.ArrayList;
import java.util.List;

/** What is known of a goroutine. */
public final class GoState {
    /** A region that has begun and not ended; names compare by text, since ids change. */
    record Region(long task, String name) {
        boolean is(long otherTask, String otherName) {
            return task == otherTask && name.equals(otherName);
        }
    }

    final long id;
    final Sequence sequence = new Sequence();

    /** The number of its status: a reference would be work for the garbage collector. */
    private int status;

    /** The thread that it runs or sits in a syscall on; {@link Limits#NONE}. */
    long thread = Limits.NONE;

    /**
     * Whether it was destroyed. Only a thread can still point here, and only where a status had
     * bound the goroutine to two of them (V13).
     */
    boolean gone;

    /** The last generation in which a mark assist began here or was stated. */
    long assistGeneration;

    /** {@code null} until the first. */
    private OpenRanges ranges;

    /** Open regions, innermost last; {@code null} until the first. */
    private List<Region> regions;

    GoState(long id, GoStatus status) {
        this.id = id;
        become(status);
    }

    public long id() {
        return id;
    }

    public GoStatus status() {
        return GoStatus.ofNumber(status);
    }

    boolean is(GoStatus some) {
        return status == some.number();
    }

    void become(GoStatus next) {
        status = next.number();
    }

    /** The thread that holds it, or {@link Limits#NONE}. */
    public long thread() {
        return thread;
    }

    public boolean inMarkAssist() {
        return ranges != null && ranges.contains(EventType.GC_MARK_ASSIST_BEGIN, 0);
    }

    boolean hasOpenRanges() {
        return ranges != null && !ranges.isEmpty();
    }

    OpenRanges ranges() {
        if (ranges == null) {
            ranges = new OpenRanges();
        }
        return ranges;
    }

    List<Region> regions() {
        if (regions == null) {
            regions = new ArrayList<>(2);
        }
        return regions;
    }
}
