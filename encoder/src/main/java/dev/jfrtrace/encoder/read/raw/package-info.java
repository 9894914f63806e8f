/**
 * Bytes to batches or events, and back, without judgement: takes an input stream, gives {@link
 * dev.jfrtrace.encoder.read.raw.Batch}es for {@code read}, or {@link
 * dev.jfrtrace.encoder.read.raw.RawEvent}s one after the other as they stand in the file. Nothing
 * is believed: a length is compared with the format's limits before memory is taken for it.
 */
package dev.jfrtrace.encoder.read.raw;
