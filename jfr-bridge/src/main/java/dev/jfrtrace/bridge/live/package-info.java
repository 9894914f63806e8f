/**
 * Live tracing of this JVM: what {@link dev.jfrtrace.api.Tracer} is made of.
 *
 * <pre>
 * LiveTracer ─ LiveTrace ─ Handoff ◀─unit─ JfrRun ◀─RepositoryTail─ JFR's files ◀─ RecordingController
 * (the contract)          (to the reader)   │ engine thread                       (one recording of our own)
 *                                           ▼
 *                                        LiveFeed ─▶ Holdback ─▶ Translator ─▶ TraceEncoder
 *                                        (records)   (sorts)
 * </pre>
 *
 * <p>{@link dev.jfrtrace.bridge.live.LiveTracer} and its trace keep the contract over any {@link
 * dev.jfrtrace.bridge.live.Engine}; {@link dev.jfrtrace.bridge.live.JfrRun} is the real one. A
 * supervisor thread that never blocks commits pulses, events of our own that tell how far the
 * stream has come, where the trace begins and ends, and what is missing. {@link
 * dev.jfrtrace.bridge.live.Presets} is the table of what is recorded.
 *
 * <p>What Go's tracer says of itself (the head of {@code runtime/trace.go}), in our terms; this is
 * where it binds:
 *
 * <ul>
 *   <li><b>L1</b> Every event that was read belongs to the open generation or is held back for it
 *       or the next: {@link dev.jfrtrace.bridge.live.LiveFeed}. Otherwise memory would grow with
 *       the trace, or an event would be lost in silence.
 *   <li><b>L2</b> A generation's data changes only on the engine's thread, which reads, translates
 *       and writes, one after the other: {@link dev.jfrtrace.bridge.live.JfrRun}. Otherwise what
 *       the reader has could disagree with what comes next.
 *   <li><b>L3</b> A generation begins when the one before it is completely handed over: {@link
 *       dev.jfrtrace.bridge.live.Handoff} takes a unit or blocks, and gives nothing back. Otherwise
 *       a generation could be missing, and with it the meaning of all later ones.
 *   <li><b>L4</b> The engine's thread waits for the reader, and nobody waits for the engine but who
 *       stops the trace: what is recorded meanwhile is JFR's to keep. Otherwise a slow reader would
 *       stop the program.
 * </ul>
 *
 * <p>What is where:
 *
 * <ul>
 *   <li>The contract, which knows nothing of JFR: {@code LiveTracer}, {@code LiveTrace}, {@code
 *       Handoff}, {@code Engine}, {@code Outcomes}.
 *   <li>The recording: {@code JfrEngine}, {@code JfrRun}, {@code RecordingController}, {@code
 *       Presets}, {@code EndWatch}, {@code FlushForcer}; its files as they grow: {@code
 *       Repository}, {@code RepositoryTail}.
 *   <li>Events to a trace: {@code LiveFeed}, {@code LiveRecords}, {@code Holdback} and {@code
 *       RecordSort}, {@code Pulses}, {@code LiveClock}, {@code LiveThreads}, {@code LiveStacks},
 *       {@code LostEnds}.
 *   <li>Looks at threads that say nothing: {@code Supervisor}, {@code Survey}, {@code
 *       SilentPlaces}, {@code Waits}, {@code RunQueue}; what they tell becomes events of our own,
 *       the classes whose names end in {@code Event}, and {@code Pulse}.
 *   <li>Other uses of these parts: {@code FollowedTrace} (another JVM's files), {@code
 *       KeptRecording} (the flight recorder).
 * </ul>
 */
package dev.jfrtrace.bridge.live;
