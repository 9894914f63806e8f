package dev.jfrtrace.bridge.source;

/**
 * A thread as one chunk names it.
 *
 * @param index counts the chunk's threads from 0, in order of appearance
 * @param javaId Java's id; 0 or less for threads of the VM
 * @param osId the operating system's id; 0 or less when unknown, as for virtual threads
 * @param javaName {@code null} for threads of the VM
 * @param osName {@code null} when unknown
 * @param isVirtual whether it is a virtual thread
 * @param isCarrier whether it is a platform thread that carries virtual ones
 */
public record JfrThread(
        int index,
        long javaId,
        long osId,
        String javaName,
        String osName,
        boolean isVirtual,
        boolean isCarrier) {
    /** One that carries none. */
    public JfrThread(
            int index, long javaId, long osId, String javaName, String osName, boolean isVirtual) {
        this(index, javaId, osId, javaName, osName, isVirtual, false);
    }

    /** Java's name, else the operating system's; may be empty, never {@code null}. */
    public String name() {
        return javaName != null ? javaName : osName != null ? osName : "";
    }
}
