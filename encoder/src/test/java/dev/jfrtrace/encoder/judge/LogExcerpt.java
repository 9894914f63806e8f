package dev.jfrtrace.encoder.judge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The first and the last lines of a log of any length. Both ends are kept because a Go panic says
 * at its start what went wrong and, after any number of stacks, at its end how the program left.
 */
final class LogExcerpt {
    private static final int HEAD = 25;
    private static final int TAIL = 15;

    private final List<String> head = new ArrayList<>();
    private final Deque<String> tail = new ArrayDeque<>();
    private long leftOut;

    synchronized void add(String line) {
        if (head.size() < HEAD) {
            head.add(line);
            return;
        }
        if (tail.size() == TAIL) {
            tail.removeFirst();
            leftOut++;
        }
        tail.addLast(line);
    }

    /** The lines, indented, with a note where some are left out; a dash for an empty log. */
    @Override
    public synchronized String toString() {
        if (head.isEmpty()) {
            return "    -";
        }
        List<String> lines = new ArrayList<>(head);
        if (leftOut > 0) {
            lines.add("… " + leftOut + " lines left out …");
        }
        lines.addAll(tail);
        return "    " + String.join("\n    ", lines);
    }
}
