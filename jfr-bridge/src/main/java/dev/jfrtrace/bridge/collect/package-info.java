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
 *
 * <p>What is where:
 *
 * <ul>
 *   <li>The line: {@code Collector}, {@code ChunkCollector} (a chunk), {@code CollectedChunk} (what
 *       came of it), {@code JvmRecording} (all chunks of a JVM), {@code RecordStream}.
 *   <li>Records: {@code RecordMaker} makes one of an event; {@code RunWriter}, {@code StartOrder},
 *       {@code Run}, {@code RunReader} and {@code Spool} sort and keep them; {@code Records} and
 *       {@code RecordsAhead} hand them on.
 *   <li>What a chunk's numbers stand for in its JVM: {@code Numbers}, {@code Symbols}, {@code
 *       ChunkStacks}, {@code StackStore}, {@code FrameIds}; threads by {@code ThreadKeys}, {@code
 *       ThreadRows}, {@code ThreadMerger} and {@code JvmThreads}.
 *   <li>Clocks: {@code ChunkClock}, {@code TickRate}, {@code JvmCpuClock}.
 *   <li>What must be known of a whole chunk or recording before it can be translated: {@code
 *       Settings} and {@code HiddenWaits}, {@code ThreadDumps}, {@code ThreadNames}, {@code
 *       WallLooks}, {@code CpuLoads} and {@code LoadPeriods}, {@code SampledCpu}, {@code
 *       LastHeard}, {@code UntoldEnds}, {@code Heartbeat}.
 * </ul>
 */
package dev.jfrtrace.bridge.collect;
