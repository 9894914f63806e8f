package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Fate;

/** Plans what becomes of the records of one row. */
@FunctionalInterface
interface EventHandler {
    /**
     * @param record valid during the call
     * @param thread its thread, which is shown; {@code null} when it has none
     */
    Fate plan(JfrRecord record, TracedThread thread);
}
