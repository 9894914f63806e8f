package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.source.JfrThread;
import java.util.HashMap;
import java.util.Map;

/** Numbers of threads by what threads are known by. */
final class ThreadKeys {
    /** What there is instead of a number. */
    static final int NONE = IdIndex.NONE;

    /** Threads of the VM have no id but the system's, which another may get after them. */
    private record VmThreadKey(long osId, String name) {
        static VmThreadKey of(JfrThread thread) {
            return new VmThreadKey(thread.osId(), thread.name());
        }
    }

    private final IdIndex javaThreads = new IdIndex();
    private final Map<VmThreadKey, Integer> vmThreads = new HashMap<>();

    /** By JFR's ids, for those of which a chunk has nothing else. */
    private final IdIndex ids = new IdIndex();

    private static boolean isJava(JfrThread thread) {
        return thread.javaId() > 0;
    }

    /** The number of a thread, or {@link #NONE}. */
    int get(JfrThread thread) {
        if (thread.isAbsent()) {
            return ids.get(thread.id());
        }
        return isJava(thread)
                ? javaThreads.get(thread.javaId())
                : vmThreads.getOrDefault(VmThreadKey.of(thread), NONE);
    }

    void put(JfrThread thread, int number) {
        if (isJava(thread)) {
            javaThreads.put(thread.javaId(), number);
        } else {
            vmThreads.put(VmThreadKey.of(thread), number);
        }
        if (thread.id() != 0) {
            ids.put(thread.id(), number);
        }
    }

    void remove(JfrThread thread) {
        if (isJava(thread)) {
            javaThreads.remove(thread.javaId());
        } else {
            vmThreads.remove(VmThreadKey.of(thread));
        }
        ids.remove(thread.id());
    }
}
