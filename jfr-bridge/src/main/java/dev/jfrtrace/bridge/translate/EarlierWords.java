package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.mapping.Hearsay;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was said of threads before the trace begins (see {@link Word}), for as long as nothing else
 * is heard of them: a thread that was seen waiting, and that has done nothing since, still waits
 * for that where the trace begins. There is one at most for each thread.
 */
final class EarlierWords {
    private final JfrMapping[] rows = JfrMapping.values();
    private final Map<Long, JfrRecord> words = new LinkedHashMap<>();

    /** When threads were last heard of; records come in the order of their starts. */
    private final Map<Long, Long> heard = new HashMap<>();

    /** Takes note of a record that begins before the trace, which may end in it. */
    void note(JfrRecord record) {
        JfrMapping row = rows[record.row];
        if (Hearsay.isWord(row) && record.end == record.start) {
            addWord(record);
        } else if (!Hearsay.isEmpty(row) && !isLoadOfNothing(row, record)) {
            heard.merge(record.thread, record.end, Math::max);
            JfrRecord word = words.get(record.thread);
            if (word != null && word.start <= record.end) {
                words.remove(record.thread);
            }
        }
    }

    /** Unless the thread is in something that has its own record. */
    private void addWord(JfrRecord record) {
        if (record.start >= heard.getOrDefault(record.thread, Long.MIN_VALUE)) {
            JfrRecord word = new JfrRecord();
            word.set(record);
            words.put(record.thread, word);
        }
    }

    private static boolean isLoadOfNothing(JfrMapping row, JfrRecord record) {
        boolean isLoad = row == JfrMapping.THREAD_CPU_LOAD || row == JfrMapping.THREAD_DUMP;
        return isLoad && record.slots[JfrMapping.LOAD_OF_CPU] == 0;
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** Hands out all of them, as of the trace's first moment, and forgets them. */
    List<JfrRecord> take(long from) {
        words.remove(JfrRecord.NONE);
        List<JfrRecord> all = new ArrayList<>(words.values());
        words.clear();
        heard.clear();
        for (JfrRecord word : all) {
            word.start = from;
            word.end = from;
        }
        return all;
    }
}
