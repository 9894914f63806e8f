/**
 * The wire format as data; imports nothing else of ours. The authority is Go's source, {@code
 * internal/trace/tracev2/events.go} and the readers beside it.
 *
 * <pre>
 * Trace        = Header Generation*
 * Header       = "go 1.NN trace" 0 0 0                       16 bytes, see {@link TraceVersion}
 * Generation   = Batch* [EndOfGeneration]                    the end mark from 1.26 on
 * Batch        = EventBatch gen m time size body             size bytes of body, see {@link Limits}
 * body         = Sync | Strings | Stacks | CPUSamples | timed event*
 * Sync         = Frequency freq                              up to 1.23
 *              | Sync Frequency freq ClockSnapshot 0 mono sec nsec   from 1.25 on
 * Strings      = Strings (String id length bytes)*
 * Stacks       = Stacks (Stack id nframes (pc func file line){nframes})*
 * CPUSamples   = CPUSamples (CPUSample time m p g stack)*
 * timed event  = type dt argument*                           rows of {@link EventType}
 * </pre>
 *
 * Event types are single bytes, all other numbers {@link Varint}s. What a well-formed file must
 * keep beside the grammar is numbered here and checked by the writer:
 *
 * <ul>
 *   <li><b>F1</b> Times rise strictly over the whole file. Otherwise readers squeeze or reorder
 *       events of different threads.
 *   <li><b>F2</b> A batch body holds one kind and at most {@link Limits#MAX_BATCH_SIZE} bytes.
 *       Otherwise the file is dead from there on.
 *   <li><b>F3</b> A string has at most {@link Limits#MAX_STRING_BYTES} bytes, a stack 1 to {@link
 *       Limits#MAX_FRAMES_PER_STACK} frames. Otherwise the generation is refused.
 *   <li><b>F4</b> A frame has one PC for the whole file, never 0. Otherwise profiles show the name
 *       of another function.
 *   <li><b>F5</b> String and stack ids are defined in the generation that uses them, once, from 1.
 *       Otherwise the reader refuses the generation or the viewer panics.
 *   <li><b>F6</b> Only event types that the header's version knows are written.
 * </ul>
 */
package dev.jfrtrace.encoder.format;
