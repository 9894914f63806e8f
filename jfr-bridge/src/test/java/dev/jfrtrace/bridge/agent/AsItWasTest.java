package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import dev.jfrtrace.bridge.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What an attachment leaves behind in a JVM, by what that JVM says of itself. */
class AsItWasTest extends RecordFixture {
    private static final String LEVEL = Script.hasVirtualThreads() ? "--vthreads" : "--preset=full";

    /** The jars that the JVM has open, and what Java makes names of temporary files of. */
    private static final Pattern OF_THE_AGENT =
            Pattern.compile(
                    "file .*/(jfrtrace\\.jar|jfrtrace-boot\\d+\\.jar \\(deleted\\)|lib/jfr)"
                            + "|file /dev/u?random");

    private static final Pattern OF_JFR =
            Pattern.compile(
                    "thread JFR .*|property (jdk\\.jfr\\.repository|user\\.timezone)=.*|file .*/CHUNK");

    private Path said;
    private Path complained;
    private int answers;

    private Process program(String word) throws IOException {
        said = Files.createTempFile(folder, "said", ".txt");
        complained = Files.createTempFile(folder, "complained", ".txt");
        return start(
                said,
                complained,
                List.of(JAVA, "-cp", AgentJar.programs(), PortraitProgram.class.getName(), word));
    }

    private List<String> ask(Process program, String question) throws Exception {
        program.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
        program.getOutputStream().flush();
        answers++;
        while (ends() < answers) {
            assertThat(program.isAlive()).as(Files.readString(complained)).isTrue();
            Thread.sleep(20);
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(said));
        int last = lines.lastIndexOf(PortraitProgram.END);
        int before = lines.subList(0, last).lastIndexOf(PortraitProgram.END);
        return lines.subList(before + 1, last);
    }

    private long ends() throws IOException {
        return Files.readAllLines(said).stream().filter(PortraitProgram.END::equals).count();
    }

    private Process record(Process program, String duration) throws IOException {
        return jfrtrace(
                "record",
                "--wake",
                LEVEL,
                "--duration",
                duration,
                "-o",
                trace.toString(),
                String.valueOf(program.pid()));
    }

    private String jcmd(Process program, String... command) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(Path.of(JAVA).resolveSibling("jcmd").toString());
        line.add(String.valueOf(program.pid()));
        line.addAll(List.of(command));
        Path answer = Files.createTempFile(folder, "jcmd", ".txt");
        assertThat(end(start(answer, answer, line))).isZero();
        return Files.readString(answer);
    }

    /** What is there after an attachment, and was not before. */
    private List<String> left(Process program) throws Exception {
        // Whoever attaches first leaves a thread and a socket of the JVM's own.
        jcmd(program, "VM.version");
        List<String> before = ask(program, "portrait");
        Process record = record(program, "1s");
        assertThat(end(record)).as(Files.readString(err)).isZero();
        assertThat(trace).isNotEmptyFile();
        List<String> after = ask(program, "portrait");
        assertThat(before).as("nothing is gone").isSubsetOf(after);
        assertThat(ask(program, "hooks")).containsExactly("hooks: 0");
        assertThat(loaders(program)).doesNotContain("URLClassLoader");
        return after.stream().filter(line -> !before.contains(line)).toList();
    }

    private String loaders(Process program) throws Exception {
        jcmd(program, "GC.run");
        return jcmd(program, "VM.classloader_stats");
    }

    private long hookedEvents(Process program) throws Exception {
        String answer = ask(program, "hooks").get(0);
        return Long.parseLong(answer.substring("hooks: ".length()));
    }

    /** Who attaches to a JVM that has hardly started ends it. */
    private VirtualMachine attach(Process program) throws Exception {
        ask(program, "hooks");
        return VirtualMachine.attach(String.valueOf(program.pid()));
    }

    /** The first asks for what this JVM may not have: it gets nothing, and takes nothing away. */
    @Test
    void hooksGoWithTheLastWhoHasThem() throws Exception {
        Process program = program("none");
        VirtualMachine jvm = attach(program);
        try {
            jvm.loadAgent(jar.toString(), "hooks,vthreads,owner=one");
            jvm.loadAgent(jar.toString(), "hooks,wake,owner=other");
            jvm.loadAgent(jar.toString(), "remove,owner=one");
            jvm.loadAgent(jar.toString(), "remove,owner=stranger");
            assertThat(hookedEvents(program)).isPositive();
            jvm.loadAgent(jar.toString(), "remove,owner=other");
            assertThat(hookedEvents(program)).isZero();
        } finally {
            jvm.detach();
            program.destroyForcibly();
        }
    }

    /** Nobody wants them then; those of others are not taken away. */
    @Test
    void hooksGoWithTheTraceThatCannotBeWritten() throws Exception {
        Process program = program("none");
        VirtualMachine jvm = attach(program);
        String nowhere = "out=" + trace.resolveSibling("no").resolve("folder");
        try {
            jvm.loadAgent(jar.toString(), nowhere + ",wake");
            assertThat(hookedEvents(program)).isZero();
            jvm.loadAgent(jar.toString(), "hooks,wake");
            jvm.loadAgent(jar.toString(), nowhere);
            assertThat(hookedEvents(program)).isPositive();
        } finally {
            jvm.detach();
            program.destroyForcibly();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theFirstJarMayBeGoneWhenAnotherComes() throws Exception {
        Path first = Files.copy(jar, out.resolveSibling("first.jar"));
        Process program = program("none");
        VirtualMachine jvm = attach(program);
        try {
            jvm.loadAgent(first.toString(), "hooks,wake,jar=" + first);
            jvm.loadAgent(first.toString(), "remove,jar=" + first);
            Files.delete(first);
            jvm.loadAgent(jar.toString(), "hooks,wake,jar=" + jar);
            assertThat(hookedEvents(program)).isPositive();
        } finally {
            jvm.detach();
            program.destroyForcibly();
        }
        assertThat(complained.toFile()).content().doesNotContain("jfrtrace: ");
    }

    private static boolean stays(String line) {
        return OF_THE_AGENT.matcher(line).matches() || OF_JFR.matcher(line).matches();
    }

    /** Of its own recording neither a setting nor its state has changed. */
    @Test
    void aProgramWithARecordingOfItsOwnIsAsItWas() throws Exception {
        Process program = program(PortraitProgram.OWN);
        try {
            assertThat(left(program)).allMatch(line -> OF_THE_AGENT.matcher(line).matches());
            assertThat(jcmd(program, "JFR.check")).contains("name=own").contains("(running)");
        } finally {
            program.destroyForcibly();
        }
        assertThat(said.toFile()).content().doesNotContain("jfrtrace: ");
    }

    /** It records, but does not say where: what has begun is ended. */
    @Test
    void anAttachmentThatFailsOnItsWayLeavesNothing() throws Exception {
        Process program = program(PortraitProgram.SECRETIVE);
        try {
            assertThat(end(record(program, "1s"))).isEqualTo(1);
            assertThat(Files.readAllLines(err)).as(Files.readString(err)).hasSize(1);
            assertThat(Files.readString(err))
                    .startsWith("jfrtrace: process " + program.pid() + ": ")
                    .contains("injected");
            assertThat(trace).doesNotExist();
            assertThat(jcmd(program, "JFR.check")).doesNotContain("name=jfrtrace");
            assertThat(ask(program, "hooks")).containsExactly("hooks: 0");
        } finally {
            program.destroyForcibly();
        }
        assertThat(folder.toFile().list())
                .as("what it was told with is gone")
                .noneMatch(name -> name.startsWith("jfrtrace-record"));
    }

    /** It has a Flight Recorder now, which does nothing. */
    @Test
    void aProgramWithoutARecordingHasARecorderMore() throws Exception {
        Process program = program("none");
        try {
            assertThat(left(program)).allMatch(AsItWasTest::stays);
        } finally {
            program.destroyForcibly();
        }
    }
}
