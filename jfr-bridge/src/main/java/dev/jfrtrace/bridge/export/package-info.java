/**
 * Events to the formats of others: takes the {@link dev.jfrtrace.encoder.read.TraceEvent}s of a
 * trace, writes the Trace Event JSON that Perfetto and Chromium's viewer open. (Collapsed stacks
 * are sums over a whole trace, and made where these are: in {@code cli.summary}.)
 *
 * <pre>
 * TraceEvent ─▶ ChromeTrace ─▶ GoroutineTracks, Ranges, Counters … ─▶ ChromeWriter ─▶ JSON
 * </pre>
 *
 * <ul>
 *   <li><b>X1</b> An event is written when its end is known, and nothing of it is kept: memory is
 *       what lives, and the frames of distinct stacks up to a limit. Otherwise a large trace could
 *       not be exported.
 *   <li><b>X2</b> Slices of one track follow each other or nest. Otherwise viewers drop some.
 *   <li><b>X3</b> What is left out is counted, and told at the end of the file.
 * </ul>
 */
package dev.jfrtrace.bridge.export;
