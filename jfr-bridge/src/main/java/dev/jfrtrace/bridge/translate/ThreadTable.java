package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.collect.JvmThread;
import dev.jfrtrace.bridge.source.JfrThread;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.generation.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The JVM's threads by their index, each with its part in the cast. */
final class ThreadTable {
    private static final String VM_THREAD = "VM Thread";

    /** Have Java ids, and compile in native code: a safepoint does not stop them. */
    private static final Pattern COMPILER = Pattern.compile("(C1|C2|JVMCI).*CompilerThread\\d*.*");

    private final TracedThread[] threads;
    private final TracedThread vmThread;
    private final GoroutineNames names;
    private final StackTranslator stacks;
    private final Map<Long, Integer> threadsOfM = new HashMap<>();
    private long nextOtherG = Cast.FIRST_OTHER_G;
    private long nextOtherM = Cast.FIRST_OTHER_M;

    /**
     * @param filter names of the threads to show; {@code null} for all
     */
    ThreadTable(List<JvmThread> all, Pattern filter, GoroutineNames names, StackTranslator stacks) {
        this.names = names;
        this.stacks = stacks;
        this.threads = new TracedThread[all.size()];
        this.vmThread =
                new TracedThread(Cast.VM_G, stacks.named(VM_THREAD), null, false, Cast.VM_M, false);
        all.forEach(t -> threadsOfM.merge(t.thread().osId(), 1, Integer::sum));
        for (JvmThread thread : all) {
            threads[thread.index()] = isVmThread(thread) ? vmThread : shown(thread, filter);
        }
    }

    private static boolean isVmThread(JvmThread thread) {
        return thread.thread().javaId() <= 0 && VM_THREAD.equals(thread.thread().name());
    }

    private TracedThread shown(JvmThread thread, Pattern filter) {
        boolean hidden = filter != null && !filter.matcher(thread.thread().name()).find();
        return hidden ? null : cast(thread);
    }

    private TracedThread cast(JvmThread thread) {
        JfrThread of = thread.thread();
        boolean isJava = of.javaId() > 0;
        boolean ownId = isJava && of.javaId() < Cast.VM_G && Limits.isUsableId(of.javaId());
        long g = ownId ? of.javaId() : nextOtherG++;
        String group = names.group(thread);
        Stack nameStack = stacks.named(group);
        String label = names.label(thread, group);
        long m = of.isVirtual() ? Limits.NONE : threadId(of.osId());
        boolean shares = m == of.osId() && threadsOfM.get(m) > 1;
        boolean stops = isJava && !COMPILER.matcher(of.name()).matches();
        return new TracedThread(g, nameStack, label, stops, m, shares);
    }

    private long threadId(long osId) {
        boolean usable =
                Limits.isUsableId(osId)
                        && osId < Cast.FIRST_OTHER_M
                        && osId != Cast.DISPATCHER_M
                        && osId != Cast.VM_M;
        return usable ? osId : nextOtherM++;
    }

    TracedThread vmThread() {
        return vmThread;
    }

    /** The thread with this index; {@code null} when it is not shown, or for no index. */
    TracedThread get(long index) {
        return index == JfrRecord.NONE ? null : threads[(int) index];
    }

    int size() {
        return threads.length;
    }
}
