package dev.jfrtrace.bridge.source.chunk;

import java.util.List;

/**
 * Where the parts of a chunk are that its events cannot be read without.
 *
 * @param metadata its types
 * @param constants places of the events with constants, the last one first
 */
record Directory(Metadata metadata, List<Long> constants) {}
