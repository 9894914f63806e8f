/**
 * What {@code summary} says of a trace. {@code SummedPart} adds up, {@code SummaryReport} is what
 * came of it, {@code SummaryText} and {@code SummaryJson} say it.
 *
 * <ul>
 *   <li>For people, the first lines are the {@code SummaryHead}'s; then come the sentences that the
 *       trace proves ({@code Conclusions}, {@code WaitConclusions}), each from a {@code Threshold}
 *       on; then tables ({@code SummaryWaits}, {@code SummaryPlaces}).
 *   <li>What the trace's logs tell is added up by {@code CpuShortage}, {@code CpuUse}, {@code
 *       Allocations} and {@code VirtualThreads}.
 *   <li>Threads of a pool are one {@code GoroutineGroup}; {@code QuietGroups} are left out.
 * </ul>
 */
package dev.jfrtrace.bridge.cli.summary;
