/**
 * Reads a chunk by what it says of itself, in layers: {@link
 * dev.jfrtrace.bridge.source.chunk.Window} and {@link dev.jfrtrace.bridge.source.chunk.Cursor} give
 * bytes, {@link dev.jfrtrace.bridge.source.chunk.Frame} an event's size and type, {@link
 * dev.jfrtrace.bridge.source.chunk.Metadata} types, {@link dev.jfrtrace.bridge.source.chunk.Layout}
 * how their values are written, {@link dev.jfrtrace.bridge.source.chunk.Pools} constants, {@link
 * dev.jfrtrace.bridge.source.chunk.EventProgram} and {@link
 * dev.jfrtrace.bridge.source.chunk.EventView} events.
 *
 * <p>An event becomes numbers in an array that all events share: no object is made for it. Of
 * constants it is known where each stands; what it is, is found out when it is asked for.
 *
 * <p>{@link dev.jfrtrace.bridge.source.chunk.ChunkSource} reads chunks that are finished, or that
 * nobody will finish; {@link dev.jfrtrace.bridge.source.chunk.ChunkTail} one that grows.
 *
 * <p>{@link dev.jfrtrace.bridge.source.chunk.Walk} goes from event to event, and over damage to the
 * next one that {@link dev.jfrtrace.bridge.source.chunk.Clues} prove. Nothing that the bytes say is
 * believed before it was compared with what is there: sizes and counts with the bytes left, depths
 * with a bound, the effort of a search with the length of what is searched.
 */
package dev.jfrtrace.bridge.source.chunk;
