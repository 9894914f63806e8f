package dev.jfrtrace.bridge.source;

/**
 * A frame of a stack.
 *
 * @param type the class, with dots; empty when there is none (native frames of profilers)
 * @param method the method's name
 * @param line 0 when unknown
 */
public record JfrFrame(String type, String method, int line) {
    // Written out: what the compiler makes is slow to start, and frames are looked up by the
    // million.

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof JfrFrame)) {
            return false;
        }
        JfrFrame frame = (JfrFrame) other;
        return line == frame.line && method.equals(frame.method) && type.equals(frame.type);
    }

    @Override
    public int hashCode() {
        return (type.hashCode() * 31 + method.hashCode()) * 31 + line;
    }
}
