package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrThread;
import java.util.Arrays;
import java.util.BitSet;

/** Some threads next to each other, in columns: there may be millions, and objects are large. */
final class ThreadPage {
    /** How many there is room for. */
    static final int ROWS = 1 << 10;

    private static final int VIRTUAL = 1;
    private static final int CARRIER = 2;

    private final Bytes identities = new Bytes(1 << 12);
    private final int[] places = new int[ROWS];

    /** {@code null} once they are forgotten. */
    private long[] starts = new long[ROWS];

    /** Likewise. */
    private long[] ends = new long[ROWS];

    /** {@code null} while none has ended twice: then they are the same. */
    private long[] firstEnds;

    /** {@code null} while nothing is known of it. */
    private long[] lastHeard;

    private final long[] stacks = new long[ROWS];
    private final BitSet busy = new BitSet();

    ThreadPage() {
        Arrays.fill(starts, ThreadRows.UNKNOWN);
        Arrays.fill(ends, ThreadRows.UNKNOWN);
        Arrays.fill(stacks, JfrRecord.NONE);
    }

    /** Puts a thread into a row, which is the next one. */
    void add(int row, JfrThread thread) {
        places[row] = identities.length;
        int kind = (thread.isVirtual() ? VIRTUAL : 0) | (thread.isCarrier() ? CARRIER : 0);
        identities.putNumber(kind);
        identities.putSigned(thread.id());
        identities.putSigned(thread.javaId());
        identities.putSigned(thread.osId());
        identities.putText(thread.javaName());
        boolean sameName = thread.osName() != null && thread.osName().equals(thread.javaName());
        identities.putNumber(sameName ? 1 : 0);
        if (!sameName) {
            identities.putText(thread.osName());
        }
        if (row == ROWS - 1) {
            identities.trim();
        }
    }

    JfrThread thread(int row, int index) {
        identities.at = places[row];
        long kind = identities.number();
        long id = identities.signed();
        long javaId = identities.signed();
        long osId = identities.signed();
        String javaName = identities.text();
        String osName = identities.number() == 1 ? javaName : identities.text();
        return new JfrThread(
                index,
                id,
                javaId,
                osId,
                javaName,
                osName,
                (kind & VIRTUAL) != 0,
                (kind & CARRIER) != 0);
    }

    boolean isVirtual(int row) {
        return (identities.array[places[row]] & VIRTUAL) != 0;
    }

    long start(int row) {
        return starts == null ? ThreadRows.UNKNOWN : starts[row];
    }

    void setStart(int row, long ticks) {
        starts[row] = ticks;
    }

    long firstEnd(int row) {
        return firstEnds == null ? lastEnd(row) : firstEnds[row];
    }

    long lastEnd(int row) {
        return ends == null ? ThreadRows.UNKNOWN : ends[row];
    }

    void setEnds(int row, long first, long last) {
        if (firstEnds == null && first != last) {
            firstEnds = ends.clone();
        }
        if (firstEnds != null) {
            firstEnds[row] = first;
        }
        ends[row] = last;
    }

    long lastHeard(int row) {
        return lastHeard == null ? ThreadRows.UNKNOWN : lastHeard[row];
    }

    void setLastHeard(int row, long ticks) {
        if (lastHeard == null) {
            lastHeard = new long[ROWS];
            Arrays.fill(lastHeard, ThreadRows.UNKNOWN);
        }
        lastHeard[row] = ticks;
    }

    void forgetLives() {
        starts = null;
        ends = null;
        firstEnds = null;
    }

    long firstStack(int row) {
        return stacks[row];
    }

    void setFirstStack(int row, long place) {
        stacks[row] = place;
    }

    boolean isBusy(int row) {
        return busy.get(row);
    }

    void setBusy(int row) {
        busy.set(row);
    }
}
