/**
 * Records other JVMs: what {@code jfrtrace record} is made of.
 *
 * <p>The other JVM only records, with its own Flight Recorder and by its own means: flags for a
 * program that is started ({@link dev.jfrtrace.bridge.record.Launch}), diagnostic commands for one
 * that runs ({@link dev.jfrtrace.bridge.record.Attachment}). It writes the recording into a {@link
 * dev.jfrtrace.bridge.record.Workplace} of this process, by itself when it exits; the recording of
 * a JVM that was killed is put together of what its recorder had written ({@link
 * dev.jfrtrace.bridge.record.Salvage}). What becomes of the recording is the business of {@code
 * convert}.
 */
package dev.jfrtrace.bridge.record;
