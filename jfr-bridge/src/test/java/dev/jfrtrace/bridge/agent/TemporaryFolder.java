package dev.jfrtrace.bridge.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a JVM has its temporary files. JFR's are left there when it is killed. */
final class TemporaryFolder {
    private TemporaryFolder() {}

    /** The flag for the JVM. */
    static String flag(Path folder) {
        return "-Djava.io.tmpdir=" + folder;
    }

    /** The command, if it is one of java, with that flag before all others. */
    static List<String> in(Path folder, List<String> command) {
        List<String> line = new ArrayList<>(command);
        if (command.get(0).equals(RecordFixture.JAVA)) {
            line.add(1, flag(folder));
        }
        return line;
    }
}
