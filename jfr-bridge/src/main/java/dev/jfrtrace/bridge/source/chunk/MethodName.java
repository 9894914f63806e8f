package dev.jfrtrace.bridge.source.chunk;

import dev.jfrtrace.bridge.source.JfrFrame;

/** A method among the constants. */
final class MethodName {
    private final String type;
    private final String name;
    private JfrFrame last;

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

    /** A frame of it. Most methods are met at the same line again and again. */
    JfrFrame at(int line) {
        if (last == null || last.line() != line) {
            last = new JfrFrame(type, name, line);
        }
        return last;
    }
}
