package dev.jfrtrace.bridge.source;

/**
 * A frame of a stack.
 *
 * @param type the class, with dots; empty when there is none (native frames of profilers)
 * @param method the method's name
 * @param line 0 when unknown
 */
public record JfrFrame(String type, String method, int line) {}
