package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A JVM of another user, with a folder of its own where this process has its temporary files, as
 * services and containers have. To start one takes root.
 */
@EnabledOnOs(OS.LINUX)
class RecordServiceTest extends RecordFixture {
    /** Of whom nothing is but what all may read. */
    private static final String NOBODY = "65534";

    private static final Pattern WORKPLACE = Pattern.compile("/tmp/jfrtrace-record\\d+");

    private static final String ELSEWHERE =
            "mount -t tmpfs tmpfs \"$0\" && exec setpriv --clear-groups --reuid "
                    + NOBODY
                    + " --regid "
                    + NOBODY
                    + " \"$@\"";

    private static List<String> elsewhere(String... command) {
        List<String> line = new ArrayList<>();
        line.addAll(List.of("unshare", "--mount", "sh", "-c", ELSEWHERE, folder.toString()));
        line.addAll(List.of(command));
        return line;
    }

    private Process service() throws Exception {
        List<String> look = elsewhere("ls", JAVA, AgentJar.programs());
        assumeTrue(isPossible(look), "it takes root, unshare, and classes that all may read");
        Path said = Files.createTempFile(folder, "said", ".txt");
        Path complained = Files.createTempFile(folder, "complained", ".txt");
        Process service =
                start(
                        said,
                        complained,
                        elsewhere(
                                JAVA,
                                TemporaryFolder.flag(folder),
                                "-cp",
                                AgentJar.programs(),
                                TickingProgram.class.getName(),
                                "wait"));
        await(TickingProgram.READY, said, service, complained);
        return service;
    }

    private boolean isPossible(List<String> command) throws InterruptedException {
        try {
            return end(start(out, err, command)) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Process record(Process service, String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of("record", "-o", trace.toString()));
        line.addAll(List.of(options));
        line.add(String.valueOf(service.pid()));
        return jfrtrace(line.toArray(new String[0]));
    }

    @Test
    void aServiceIsRecordedWithHooks() throws Exception {
        Process service = service();
        try {
            Process record =
                    record(service, "-q", "--wake", "--preset", "full", "--duration", "1s");
            assertThat(end(record)).as(Files.readString(err)).isZero();
            assertThat(err).isEmptyFile();
            assertThat(pauses()).isPositive();
            assertThat(service.isAlive()).isTrue();
        } finally {
            service.destroyForcibly();
        }
    }

    /** It has written its recording where nobody outside can see it any more. */
    @Test
    void aServiceThatEndsTakesItsFilesWithIt() throws Exception {
        Process service = service();
        try {
            Process record = record(service, "--report", "none", "--progress", "always");
            await("recording ", err, record, err);
            service.destroy();
            assertThat(end(record)).isEqualTo(1);
            assertThat(Files.readString(err))
                    .contains("process " + service.pid() + " has ended, and its file system can")
                    .contains("/tmp/jfrtrace-record")
                    .doesNotContain("\tat ");
        } finally {
            service.destroyForcibly();
            deleteWhatItWrote(Files.readString(err));
        }
    }

    /** Where it had a view of its own, but the same folder below. */
    private static void deleteWhatItWrote(String told) throws IOException {
        Matcher name = WORKPLACE.matcher(told);
        if (name.find()) {
            try (Stream<Path> files = Files.walk(Path.of(name.group()))) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
