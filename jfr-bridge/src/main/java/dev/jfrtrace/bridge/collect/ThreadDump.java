package dev.jfrtrace.bridge.collect;

import dev.jfrtrace.bridge.mapping.AwaitedName;
import dev.jfrtrace.bridge.source.JfrFrame;
import dev.jfrtrace.encoder.format.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the text of jdk.ThreadDump, which is what {@code jstack} prints (HotSpot, JDK 9 to 25).
 * What it does not understand it leaves out: threads of the VM, which have no Java id, first of
 * all.
 */
final class ThreadDump {
    /**
     * A thread as the dump has it.
     *
     * @param cpuSeconds CPU time that it has used so far; negative when the dump does not say
     * @param ageSeconds how long ago it started; negative when the dump does not say
     * @param state a {@link Thread.State}, by its name
     * @param stack leaf first; may be empty
     */
    record Entry(
            long javaId,
            long osId,
            String name,
            double cpuSeconds,
            double ageSeconds,
            String state,
            List<JfrFrame> stack) {}

    /** Names of threads may be of any length, and patterns take their time with long lines. */
    private static final int MAX_LINE = 2_000;

    /** The name may hold anything, even quotes. */
    private static final Pattern HEAD =
            Pattern.compile("\"(.*)\" #(\\d{1,18}) .*\\bnid=(0x[0-9a-f]{1,15}|\\d{1,18})\\b.*");

    private static final String HEX = "0x";

    private static final Pattern CPU = Pattern.compile("\\bcpu=(\\d{1,15}\\.?\\d{0,9})ms\\b");

    private static final Pattern AGE = Pattern.compile("\\belapsed=(\\d{1,15}\\.?\\d{0,9})s\\b");

    private static final Pattern STATE =
            Pattern.compile("\\s+java\\.lang\\.Thread\\.State: ([A-Z_]+).*");

    /** {@code at java.lang.Object.wait(java.base@17/Object.java:338)}, or a native method. */
    private static final Pattern FRAME =
            Pattern.compile("\\s+at ([^(]+)\\.([^.(]+)\\((?:.*:(\\d{1,9})|.*)\\).*");

    /** A thread that waits so is runnable, in the JVM's eyes. */
    private static final Pattern INITIALIZATION =
            Pattern.compile("\\s+- waiting on the Class initialization monitor for (\\S+)\\s*");

    /** {@code - parking to wait for <0x7f> (a some.Lock)}, below the frame that waits. */
    private static final Pattern AWAITED =
            Pattern.compile(
                    "\\s+- (?:parking to wait for|waiting (?:on|to lock|to re-lock in wait\\(\\)))"
                            + " +<[^>]*> \\(a ([^\\s)\\[]+)[^)]*\\)\\s*");

    private static final String DEADLOCK = "Found one Java-level deadlock:";

    /** What follows the deadlocks, or the threads of one: their stacks again. */
    private static final String STACKS = "Java stack information for the threads listed above:";

    /**
     * One of those that wait in a circle: its name, what for, and whose that is. Tries few ways to
     * match: a text may be of the kind that takes all of them.
     */
    private static final Pattern IN_CIRCLE =
            Pattern.compile(
                    "^\"(.{1,2000}?)\":\\R  waiting [^(\\r\\n]{0,200}+\\("
                            + ".{0,200}?a ([^\\s)]{1,2000}+)\\),\\R"
                            + "  which is held by \"(.{1,2000}?)\"\\R",
                    Pattern.MULTILINE);

    private ThreadDump() {}

    /** Who waits for whom in the deadlocks that the JVM has found; empty where there are none. */
    static String deadlocks(String text) {
        StringJoiner told = new StringJoiner("; ");
        Matcher one = IN_CIRCLE.matcher(text);
        int stacks = -1;
        int end;
        for (int at = indexOf(DEADLOCK, text, 0); at < text.length(); at = end) {
            stacks = stacks < at ? indexOf(STACKS, text, at) : stacks;
            end = indexOf(DEADLOCK, text, at + 1);
            one.region(at, Math.min(stacks, end));
            // What is longer than traces have texts is cut.
            while (told.length() <= Limits.MAX_STRING_BYTES && one.find()) {
                String what = ClassNames.fold(one.group(2));
                told.add(one.group(1) + " waits for " + what + ", held by " + one.group(3));
            }
        }
        return told.toString();
    }

    /** Where a text has words, from a place on; its end when it has not. */
    private static int indexOf(String words, String text, int from) {
        int at = text.indexOf(words, from);
        return at < 0 ? text.length() : at;
    }

    static List<Entry> entries(String text) {
        List<Entry> entries = new ArrayList<>();
        Matcher head = null;
        String state = null;
        List<JfrFrame> stack = new ArrayList<>();
        // A blank line ends what is said of a thread, the last one too.
        for (String line : Stream.concat(text.lines(), Stream.of("")).toList()) {
            String told = line.length() > MAX_LINE ? "" : line;
            Matcher next = HEAD.matcher(told);
            if (line.isBlank() || next.matches()) {
                if (head != null && state != null) {
                    entries.add(entry(head, state, List.copyOf(stack)));
                }
                head = line.isBlank() ? null : next;
                state = null;
                stack.clear();
                continue;
            }
            Matcher said = STATE.matcher(line);
            Matcher initialized = INITIALIZATION.matcher(told);
            Matcher awaited = AWAITED.matcher(told);
            if (said.matches()) {
                state = said.group(1);
            } else if (initialized.matches()) {
                state = Thread.State.WAITING.name();
                String type = ClassNames.fold(initialized.group(1));
                stack.add(0, new JfrFrame("", AwaitedName.initializationOf(type), 0));
            } else if (awaited.matches()) {
                stack.add(0, new JfrFrame("", ClassNames.fold(awaited.group(1)), 0));
            } else {
                addFrame(stack, line);
            }
        }
        return entries;
    }

    private static Entry entry(Matcher head, String state, List<JfrFrame> stack) {
        return new Entry(
                Long.parseLong(head.group(2)),
                osId(head.group(3)),
                head.group(1),
                number(CPU, head.group()) / 1e3,
                number(AGE, head.group()),
                state,
                stack);
    }

    /** In hex or in decimal, as the JDK writes it. Damaged text may have zeros in front. */
    private static long osId(String number) {
        return number.startsWith(HEX)
                ? Long.parseLong(number.substring(HEX.length()), 16)
                : Long.parseLong(number);
    }

    /** What a pattern finds behind the name, which may hold anything; negative for nothing. */
    private static double number(Pattern pattern, String head) {
        Matcher matcher = pattern.matcher(head);
        return matcher.find(head.lastIndexOf('"')) ? Double.parseDouble(matcher.group(1)) : -1;
    }

    private static void addFrame(List<JfrFrame> stack, String line) {
        Matcher frame = FRAME.matcher(line.length() > MAX_LINE ? "" : line);
        if (frame.matches()) {
            String number = frame.group(3);
            stack.add(
                    new JfrFrame(
                            frame.group(1),
                            frame.group(2),
                            number == null ? 0 : Integer.parseInt(number)));
        }
    }
}
