package dev.jfrtrace.bridge.translate;

import dev.jfrtrace.bridge.collect.JvmThread;
import dev.jfrtrace.bridge.mapping.GroupBy;
import java.util.List;
import java.util.regex.Pattern;

/** Names goroutines. */
final class GoroutineNames {
    /**
     * What tells the threads of a pool apart; whoever leaves it in gets a group for each thread.
     */
    private static final Pattern COUNTED =
            Pattern.compile(
                    // UUIDs; addresses and hashes, which are words of hex digits with a number in
                    // them
                    "\\b\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b"
                            + "|\\b(?:0x)?(?=\\p{Alpha}*\\d)\\p{XDigit}{8,}\\b"
                            + "|(?<=@)\\p{XDigit}+\\b"
                            // numbers, but not those of a compiler or a collector: C1, C2, G1; nor
                            // those that words have in them: neo4j, k8s, p2p
                            + "|#?(?<!^[CG](?=[12] ))(?!(?<=\\b\\p{Alpha}{1,4})\\d\\p{Alpha}\\b)\\d+");

    /** Classes that only run what an application gave them. */
    private static final List<String> CARRIERS =
            List.of(
                    "java.lang.",
                    "java.util.concurrent.",
                    "jdk.internal.",
                    "sun.",
                    "java.util.Timer");

    private final GroupBy groupBy;
    private final StackTranslator stacks;

    GoroutineNames(GroupBy groupBy, StackTranslator stacks) {
        this.groupBy = groupBy;
        this.stacks = stacks;
    }

    /** The name to group by; never empty. */
    String group(JvmThread thread) {
        String name = thread.thread().name();
        if (groupBy == GroupBy.START) {
            String start = startClass(thread);
            if (start != null) {
                return start;
            }
        }
        if (name.isBlank()) {
            return thread.thread().isVirtual() ? "virtual thread" : "unnamed thread";
        }
        return groupBy == GroupBy.NAME ? name : COUNTED.matcher(name).replaceAll("#");
    }

    private String startClass(JvmThread thread) {
        for (String type : stacks.typesFromRoot(thread.firstStack())) {
            if (CARRIERS.stream().noneMatch(type::startsWith)) {
                return type;
            }
        }
        return null;
    }

    /** The thread's own name where the group does not say it; else {@code null}. */
    String label(JvmThread thread, String group) {
        String name = thread.thread().name();
        if (name.isBlank() || name.equals(group)) {
            return null;
        }
        return labelOf(name);
    }

    /** A name as a label. */
    static String labelOf(String name) {
        // A label that starts so makes Go's viewer take the thread for one of its own GC workers.
        return name.startsWith("GC ") ? "JVM " + name : name;
    }
}
