/**
 * Stage 2 of 4. Takes a chunk's events in any order, gives compact records of what translation
 * needs, in the order of their starts over all chunks of a JVM.
 *
 * <p>A recording is not in the order of time, and what JFR knows of a wait it writes when the wait
 * ends, which may be minutes and chunks after its start. So events are reduced to some dozen bytes
 * each ({@link dev.jfrtrace.bridge.collect.JfrRecord}), sorted in runs, and merged: an external
 * sort. It reads the recording once, is exact for waits of any length and for disorder of any kind,
 * and holds {@link dev.jfrtrace.bridge.collect.Spool#MEMORY} bytes in memory, the rest in a
 * temporary file of about the recording's size.
 */
package dev.jfrtrace.bridge.collect;
