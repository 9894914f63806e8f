package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.io.IOException;

/**
 * Makes records of what threads are called at a time, as {@code dev.jfrtrace.ThreadName} would tell
 * it: whoever goes through them in order sees who was renamed.
 */
final class ThreadNames {
    private final JfrRecord record = new JfrRecord();

    ThreadNames() {
        record.row = JfrMapping.THREAD_NAME.ordinal();
        record.stack = JfrRecord.NONE;
        record.slots[JfrMapping.NAME_IS_MADE_UP] = 1;
    }

    void add(RunWriter runs, int thread, long ticks, String name) throws IOException {
        record.thread = thread;
        record.start = ticks;
        record.end = ticks;
        record.text = RecordMaker.cut(name);
        runs.add(record);
    }
}
