package dev.jfrtrace.samples.bench.overhead;

import java.lang.management.ManagementFactory;
import java.util.List;

/** What a figure is worth nothing without. */
final class Machine {
    private Machine() {}

    /** Of this JVM: version, flags, cores, system. */
    static String line() {
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
        return String.format(
                "JDK %s, %s, %d cores, %s %s",
                System.getProperty("java.vm.version"),
                flags.isEmpty() ? "no flags" : String.join(" ", flags),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.version"));
    }
}
