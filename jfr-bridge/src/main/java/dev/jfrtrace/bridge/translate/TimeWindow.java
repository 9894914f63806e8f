package dev.jfrtrace.bridge.translate;

/**
 * The part of a recording that is translated.
 *
 * @param from its first instant, in nanoseconds of the trace
 * @param to its last
 */
public record TimeWindow(long from, long to) {}
