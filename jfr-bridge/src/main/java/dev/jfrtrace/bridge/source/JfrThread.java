package dev.jfrtrace.bridge.source;

import java.util.regex.Pattern;

/**
 * A thread as one chunk names it.
 *
 * @param index counts the chunk's threads from 0, in order of appearance
 * @param id JFR's own, which no other thread of the JVM gets; 0 where nobody may ask for it, as of
 *     virtual threads
 * @param javaId Java's id; 0 or less for threads of the VM
 * @param osId the operating system's id; 0 or less when unknown, as for virtual threads
 * @param javaName {@code null} for threads of the VM
 * @param osName {@code null} when unknown
 * @param isVirtual whether it is a virtual thread
 * @param isCarrier whether it is a platform thread that carries virtual ones
 */
public record JfrThread(
        int index,
        long id,
        long javaId,
        long osId,
        String javaName,
        String osName,
        boolean isVirtual,
        boolean isCarrier) {
    /** What the names of threads that compile what the program runs are like, as a pattern. */
    public static final String COMPILERS = "(C1|C2|JVMCI).*CompilerThre.*";

    /** JDKs since 21 keep the threads that carry virtual ones in a group of their own. */
    private static final String CARRIERS = "CarrierThreads";

    /** Of JDK 25, which a carrier starts: its group is theirs, but it only watches the clock. */
    private static final String CLOCK = "-delayScheduler";

    /** HotSpot puts it before the names that it gives to threads of macOS. */
    private static final String OF_MACOS = "Java: ";

    private static final Pattern COMPILER = Pattern.compile(COMPILERS);

    /** The highest that any JDK gives to the main thread: 3 on JDK 25, 1 on older ones. */
    private static final long LAST_OF_MAIN = 3;

    /** What an absent one has for Java's id. */
    private static final long ABSENT = Long.MIN_VALUE;

    /** One that carries none, and whose id nobody asks for. */
    public JfrThread(
            int index, long javaId, long osId, String javaName, String osName, boolean isVirtual) {
        this(index, 0, javaId, osId, javaName, osName, isVirtual, false);
    }

    /**
     * One of which the chunk has the id alone: a thread that ended while JFR began the chunk, on
     * JDK 17. The chunk before knows more.
     */
    public static JfrThread absent(int index, long id) {
        return new JfrThread(index, id, ABSENT, -1, null, null, false, false);
    }

    /**
     * Whether a thread carries virtual ones.
     *
     * @param group the name of its group, or {@code null}
     * @param name its own, or {@code null}
     */
    public static boolean isCarrier(String group, String name) {
        return CARRIERS.equals(group) && (name == null || !name.endsWith(CLOCK));
    }

    /** Whether nothing is known of it but its id. */
    public boolean isAbsent() {
        return javaId == ABSENT;
    }

    /** Whether it starts a JVM, and then calls the program's main method. */
    public boolean isMain() {
        return javaId > 0 && javaId <= LAST_OF_MAIN && "main".equals(name());
    }

    /**
     * Whether it is what becomes of the main thread when the main method has returned: the system's
     * same thread under another name, which waits for all others to end.
     */
    public boolean isMainsRest() {
        return javaId > 0 && "DestroyJavaVM".equals(name());
    }

    /**
     * Whether it compiles what the program runs. HotSpot ends such threads when they are idle, and
     * starts them again with the same id.
     */
    public boolean isCompiler() {
        return javaId > 0 && COMPILER.matcher(name()).matches();
    }

    /** Java's name, else the operating system's; may be empty, never {@code null}. */
    public String name() {
        return javaName != null ? javaName : osName != null ? nameOfOs() : "";
    }

    private String nameOfOs() {
        return osName.startsWith(OF_MACOS) ? osName.substring(OF_MACOS.length()) : osName;
    }
}
