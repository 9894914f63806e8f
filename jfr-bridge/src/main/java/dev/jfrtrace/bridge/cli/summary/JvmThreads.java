package dev.jfrtrace.bridge.cli.summary;

import dev.jfrtrace.bridge.source.JfrThread;
import java.util.regex.Pattern;

/** The threads that a JVM has for itself, by their names: no other mark of them is in a trace. */
final class JvmThreads {
    private static final Pattern NAMES =
            Pattern.compile(
                    // HotSpot's
                    "VM Thread|VM Periodic Tas.*|VM JFR .*|Thread-VM.*"
                            + "|"
                            + JfrThread.COMPILERS
                            + "|Sweeper thread|Code Cache .*"
                            + "|Service Thread|Monitor Deflati.*|Signal Dispatch.*"
                            + "|Notification Th.*|Attach Listener|Logging Thread"
                            + "|StringDedup.*|DestroyJavaVM|Cleaner-#|Common-Cleaner"
                            + "|Reference Handler|Finalizer|Java2D Disposer|AWT-Shutdown"
                            + "|process reaper.*|Surrogate Locker.*"
                            // the one by which IDEA ends a program
                            + "|Monitor Ctrl-Break"
                            // the collectors'
                            + "|GC Thread#.*|GC task thread#.*|JVM GC .*|G1 .*|Gang worker#.*"
                            + "|Concurrent Mark-Sweep.*|CMS .*|Shenandoah.*"
                            + "|[XZ](Director|Driver|Worker|Stat|Uncommitter|Unmapper|Collector)"
                            + ".*|RuntimeWorker.*"
                            // Flight Recorder's, and ours
                            + "|JFR[ :].*|Thread-JFR.*|jfrtrace.*|Permissionless thread"
                            // those that make virtual threads go on
                            + "|VirtualThread-unparker.*|VirtualThread-unblocker|ForkJoinPool-#-delayScheduler"
                            + "|(Master|Sub|Read-|Write-)Poller.*");

    private static final Pattern COMPILERS = Pattern.compile(JfrThread.COMPILERS);

    private static final String TRACERS = "jfrtrace ";

    private JvmThreads() {}

    /** Whether the threads of this name compile what the program runs. */
    static boolean areCompilers(String name) {
        return COMPILERS.matcher(name).matches();
    }

    /** Whether the threads of this name make the live trace that they are in. */
    static boolean areTracers(String name) {
        return name.startsWith(TRACERS);
    }

    /** Whether the threads of this name are the JVM's own. */
    static boolean areOf(String name) {
        return NAMES.matcher(name).matches();
    }
}
