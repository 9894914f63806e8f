/**
 * Another JVM in: the options of {@code record} and {@code dump}, how the end of a recording is
 * waited for, and the trace that grows meanwhile.
 */
package dev.jfrtrace.bridge.cli.recording;
