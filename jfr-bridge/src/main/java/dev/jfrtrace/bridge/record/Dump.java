package dev.jfrtrace.bridge.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the recordings of a running JVM hold by now, whoever started them. They go on. */
public final class Dump {
    private Dump() {}

    /**
     * Has a JVM write them into a file.
     *
     * @param last how far back at least, where there is so much; {@code null} for all
     * @param workplace gets the file; made for the JVM
     * @return the file
     * @throws IOException when the JVM records nothing, or cannot be reached
     */
    public static Path of(long pid, Duration last, Workplace workplace) throws IOException {
        Path target = workplace.recordings().resolve(RecordedJvm.fileName(pid));
        workplace.handOver();
        List<String> command =
                new ArrayList<>(List.of("JFR.dump", "filename=" + workplace.told(target)));
        if (last != null) {
            command.add("begin=-" + (last.toSeconds() + 1) + "s");
        }
        String said = new Jcmd(pid).run(command.toArray(new String[0]));
        if (!Files.exists(target)) {
            throw new IOException(
                    "process "
                            + pid
                            + " has recorded nothing ("
                            + Jcmd.firstLine(said)
                            + "): jfrtrace record traces it from now on");
        }
        return target;
    }
}
