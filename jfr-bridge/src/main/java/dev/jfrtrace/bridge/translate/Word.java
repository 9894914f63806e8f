package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.generation.Stack;

/**
 * What somebody who looked at a thread says of it: a dump, a sample in native code, its own state.
 *
 * @param time when it was looked at
 * @param reason what it waits for; {@link BlockReason#UNKNOWN} when it may as well run
 * @param stack where; may be empty
 */
record Word(long time, BlockReason reason, Stack stack) {}
