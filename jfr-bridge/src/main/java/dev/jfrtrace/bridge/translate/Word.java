package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.encoder.generation.Stack;

/**
 * What was seen of a thread at an instant, by a look from outside and not by an event of its own:
 * in a thread dump, by a sampler in native code, or by asking for its {@link Thread.State}.
 *
 * @param time when it was looked at
 * @param reason what it waits for; {@link BlockReason#UNKNOWN} when it may as well run
 * @param stack where; may be empty
 */
record Word(long time, BlockReason reason, Stack stack) {}
