/**
 * Records other JVMs: what {@code jfrtrace record} is made of.
 *
 * <p>The other JVM only records, with its own Flight Recorder and by its own means: flags for a
 * program that is started ({@link dev.jfrtrace.bridge.record.Launch}), diagnostic commands for one
 * that runs ({@link dev.jfrtrace.bridge.record.Attachment}). It writes the recording into a {@link
 * dev.jfrtrace.bridge.record.Workplace} of this process, where it may see it ({@link
 * dev.jfrtrace.bridge.record.FileView}), by itself when it exits; a JVM that was killed leaves the
 * chunks that its recorder had written ({@link dev.jfrtrace.bridge.record.RecordedJvm}), which the
 * reader takes as far as they are good. As root it shares that folder with users whom it need not
 * trust: it deletes no more than what is in there ({@code Removal}), and writes elsewhere. What
 * becomes of the recording is the business of {@code convert}.
 */
package dev.jfrtrace.bridge.record;
