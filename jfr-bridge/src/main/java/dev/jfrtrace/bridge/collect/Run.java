package dev.jfrtrace.bridge.collect;

/**
 * A sorted piece of a chunk's records.
 *
 * @param offset where it stands in the spool
 * @param length its bytes
 * @param firstStart start of its first record, in ticks
 */
record Run(long offset, long length, long firstStart) {}
