package dev.jfrtrace.bridge.record;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JVMs on this computer, as the JDK's attach API finds them, and those that it overlooks. */
public final class Jvms {
    /**
     * A running JVM.
     *
     * @param pid its process
     * @param command main class or jar, and arguments; where the JVM does not say, a word for that
     *     and the arguments of java
     */
    public record Jvm(long pid, String command) {
        /** Main class, module or jar. */
        public String program() {
            int blank = command.indexOf(' ');
            return blank < 0 ? command : command.substring(0, blank);
        }

        /** Whether a user who names a program so means this one. */
        boolean isCalled(String name) {
            String program = program();
            String file = program.substring(program.lastIndexOf('/') + 1);
            return program.equals(name)
                    || file.equals(name)
                    || file.equals(name + ".jar")
                    || program.endsWith("." + name);
        }

        @Override
        public String toString() {
            return pid + " " + (command.isEmpty() ? UNKNOWN : command);
        }
    }

    private static final String UNKNOWN = "(unknown)";

    private Jvms() {}

    /**
     * All but this one, by process id.
     *
     * @throws IOException when this Java cannot attach to others
     */
    public static List<Jvm> all() throws IOException {
        try {
            Map<Long, Jvm> all = new TreeMap<>();
            ProcessHandle.allProcesses().forEach(process -> addIfJava(process, all));
            VirtualMachine.list().stream().map(Jvms::of).forEach(jvm -> all.put(jvm.pid(), jvm));
            all.remove(ProcessHandle.current().pid());
            return List.copyOf(all.values());
        } catch (LinkageError e) {
            throw new IOException(
                    "this Java has no module jdk.attach: attaching to another JVM needs a JDK", e);
        }
    }

    /** One that writes no performance data, as others do for those who look for them. */
    private static void addIfJava(ProcessHandle process, Map<Long, Jvm> all) {
        ProcessHandle.Info info = process.info();
        String program = info.command().orElse("");
        if (program.matches("(.*[/\\\\])?javaw?(\\.exe)?")) {
            String arguments = String.join(" ", info.arguments().orElse(new String[0]));
            all.put(process.pid(), new Jvm(process.pid(), (UNKNOWN + " " + arguments).strip()));
        }
    }

    private static Jvm of(VirtualMachineDescriptor found) {
        return new Jvm(Long.parseLong(found.id()), found.displayName().strip());
    }

    /**
     * The one that a user means by a process id, main class (with its package or without) or jar.
     *
     * @throws IOException when there is none, or more than one
     */
    public static Jvm named(String target) throws IOException {
        if (target.matches("\\d{1,18}")) {
            long pid = Long.parseLong(target);
            if (ProcessHandle.of(pid).isEmpty()) {
                throw new IOException("there is no process " + pid + ": 'jfrtrace ps' lists JVMs");
            }
            SafeAttach.check(pid);
            return all().stream()
                    .filter(jvm -> jvm.pid() == pid)
                    .findFirst()
                    .orElseGet(() -> new Jvm(pid, ""));
        }
        List<Jvm> found = all().stream().filter(jvm -> jvm.isCalled(target)).toList();
        if (found.isEmpty()) {
            throw new IOException("no JVM runs '" + target + "': 'jfrtrace ps' lists them");
        }
        if (found.size() > 1) {
            List<Long> pids = found.stream().map(Jvm::pid).toList();
            throw new IOException(
                    found.size()
                            + " JVMs run '"
                            + target
                            + "'; choose one by its process id: "
                            + pids);
        }
        SafeAttach.check(found.get(0).pid());
        return found.get(0);
    }
}
