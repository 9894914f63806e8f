package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrFrame;
import java.util.Arrays;

/** A method among the constants. */
final class MethodName {
    /** Frames that are kept; of a method with more, the last place is for all others. */
    private static final int MOST = 16;

    private final String type;
    private final String name;
    private JfrFrame[] frames = new JfrFrame[1];

    /**
     * A method.
     *
     * @param type the class that it is of; empty when there is none
     */
    MethodName(String type, String name) {
        this.type = type;
        this.name = name;
    }

    String qualified() {
        return type + "." + name;
    }

    /** A frame of it. Most methods are met at one line or a few, again and again. */
    JfrFrame at(int line) {
        int known = 0;
        while (known < frames.length && frames[known] != null) {
            if (frames[known].line() == line) {
                return frames[known];
            }
            known++;
        }
        if (known == frames.length && known < MOST) {
            frames = Arrays.copyOf(frames, 2 * known);
        }
        JfrFrame made = new JfrFrame(type, name, line);
        frames[Math.min(known, MOST - 1)] = made;
        return made;
    }
}
