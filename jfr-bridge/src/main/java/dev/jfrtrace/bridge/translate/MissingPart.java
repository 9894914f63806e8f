package dev.jfrtrace.bridge.translate;

/**
 * Something that a recording lacks, for those who read its trace.
 *
 * @param time behind what is missing, in nanoseconds of the recording
 * @param what is missing, as a sentence without its point
 */
public record MissingPart(long time, String what) {}
