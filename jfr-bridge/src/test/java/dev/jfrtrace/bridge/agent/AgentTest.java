package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.bridge.convert.ConversionReport;
import dev.jfrtrace.bridge.convert.ConvertOptions;
import dev.jfrtrace.bridge.convert.JfrToTrace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnJre;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** Whatever is wrong with the agent, the program runs as without it. */
@Timeout(120)
class AgentTest {
    private static final int VERSION = Runtime.version().feature();

    @TempDir private static Path folder;
    private static Path jar;

    @BeforeAll
    static void makeJar() throws IOException {
        jar = AgentJar.make(Files.createDirectory(folder.resolve("good")), null);
    }

    /** What a program said, and how it ended. */
    private record Ran(int code, String out, String err) {}

    private static Ran run(Path agent, String options, List<String> flags, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-javaagent:" + agent + "=" + options);
        command.addAll(flags);
        command.addAll(List.of("-cp", AgentJar.programs(), HookedProgram.class.getName()));
        command.addAll(List.of(args));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(TemporaryFolder.in(folder, command));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static void assertRan(Ran ran) {
        assertThat(ran.out()).as(ran.err()).contains(HookedProgram.DONE);
        assertThat(ran.code()).as(ran.err()).isEqualTo(HookedProgram.CODE);
        assertThat(ran.err()).doesNotContain("\tat ");
    }

    private static void assertSays(Ran ran, String... words) {
        List<String> said = ran.err().lines().filter(l -> l.startsWith("jfrtrace: ")).toList();
        assertThat(said).as(ran.err()).hasSize(1);
        assertThat(said.get(0)).contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "wake", "no=option,out=x", "out=x,preset=huge", "out=x,duration=1y"})
    void badOptionsAreToldAndTheProgramRuns(String options) throws Exception {
        Ran ran = run(jar, options, List.of());
        assertRan(ran);
        assertSays(ran, "the program runs on", "expected out=FILE");
    }

    @Test
    void aTraceThatCannotBeWrittenIsToldAndTheProgramRuns() throws Exception {
        Ran ran = run(jar, "out=" + folder.resolve("no/such/folder"), List.of());
        assertRan(ran);
        assertSays(ran, "the program runs on", "no/such/folder");
    }

    @Test
    void aRuntimeWithoutFlightRecorderIsToldAndTheProgramRuns() throws Exception {
        List<String> flags = List.of("--limit-modules", "java.base,java.instrument");
        Ran ran = run(jar, "hooks,wake", flags);
        assertRan(ran);
        assertSays(ran, "No wakers of parked threads", "no module jdk.jfr");
    }

    @Test
    void nothingIsSaidWhenAllIsWell() throws Exception {
        Ran ran = run(jar, "hooks,wake", List.of());
        assertRan(ran);
        assertThat(ran.err()).doesNotContain("jfrtrace");
    }

    @Test
    void whatATraceLacksIsToldWhenItEnds() throws Exception {
        String trace = folder.resolve("part.trace").toString();
        Ran ran = run(jar, "preset=full,out=" + trace, List.of(), "meddle");
        assertRan(ran);
        assertThat(ran.err()).contains("jfrtrace: " + trace + ": somebody else stopped");
    }

    /** Unless the JVM gets so little of the CPUs that it really lacks its end. */
    @Test
    void aWholeTraceNeedsNoWord() throws Exception {
        Ran ran = run(jar, "preset=full,out=" + folder.resolve("whole.trace"), List.of());
        assertRan(ran);
        assertThat(ran.err().lines().filter(line -> !line.contains("has time for all")))
                .noneMatch(line -> line.contains("jfrtrace"));
    }

    /** The hook's event cannot be made: the JDK must not hear of it, and whoever reads must. */
    @Test
    void aHookThatThrowsHarmsNobodyAndIsCounted() throws Exception {
        Path file = folder.resolve("broken.jfr");
        List<String> flags = List.of(recorded().get(0) + ",filename=" + file);
        Path agent = BrokenAgent.jar(folder, BrokenAgent.THROW, BrokenAgent.UNPARK);
        Ran ran = run(agent, "hooks,wake", flags);
        assertRan(ran);
        ConversionReport report =
                JfrToTrace.convert(
                        file, OutputStream.nullOutputStream(), ConvertOptions.defaults());
        assertThat(report.traces().get(0).hookFailures()).isGreaterThan(1_000);
    }

    @Test
    void aHookThatRunsOutOfStackHarmsNobody() throws Exception {
        String deeper = "try { depth++; new Unpark(); } finally { depth--; }";
        Path agent = BrokenAgent.jar(folder, deeper, BrokenAgent.UNPARK);
        assertRan(run(agent, "hooks,wake", recorded()));
    }

    private static List<String> recorded() {
        return List.of(
                "-XX:StartFlightRecording=settings=none,+dev.jfrtrace.Unpark#enabled=true,"
                        + "+dev.jfrtrace.HookFailures#enabled=true");
    }

    /** Each level of the stack up to its end calls the hooks. */
    @Test
    void aStackThatIsFullHarmsNobody() throws Exception {
        Ran ran = run(jar, "hooks,wake", recorded(), "deep");
        assertRan(ran);
    }

    @Test
    void aClassThatIsNotAsExpectedIsLeftAlone() throws IOException {
        Weaver weaver = new Weaver(25);
        byte[] stranger = bytes(HookedProgram.class);
        assertThat(weaver.weave(HookedClass.LOCK_SUPPORT, stranger)).isNull();
        assertThat(weaver.failure(HookedClass.LOCK_SUPPORT)).isEqualTo("is not as it was expected");
        assertThat(weaver.failure(HookedClass.LOCK_SUPPORT)).isNull();
        assertThat(weaver.weave(HookedClass.THREAD, stranger)).isNull();
        assertThat(weaver.failure(HookedClass.THREAD)).isNotNull();
        assertThat(weaver.weave(HookedClass.FORK_JOIN_POOL, stranger)).isNull();
        assertThat(weaver.failure(HookedClass.FORK_JOIN_POOL)).isNotNull();
        assertThat(weaver.weave(HookedClass.VIRTUAL_THREAD, stranger)).isNull();
        assertThat(weaver.failure(HookedClass.VIRTUAL_THREAD)).isNotNull();
    }

    /** Each version has its own. */
    @Test
    @EnabledOnJre({JRE.JAVA_21, JRE.JAVA_25})
    void runsAreHookedInTheVirtualThreadsOfJdk21And25() throws IOException {
        Weaver weaver = weaver(AgentLevel.VTHREADS);
        assertThat(weaver.weave(HookedClass.VIRTUAL_THREAD, virtualThread())).isNotNull();
        assertThat(weaver.failure(HookedClass.VIRTUAL_THREAD)).isNull();
    }

    /** One that parks as it was expected, and runs otherwise, keeps its parks to itself, too. */
    @ParameterizedTest
    @ValueSource(strings = {"unmount", "submitRunContinuation", "lazySubmit", "YIELDING"})
    @EnabledOnJre({JRE.JAVA_21, JRE.JAVA_25})
    void aVirtualThreadThatRunsInAnotherWayIsLeftAlone(String missing) throws IOException {
        byte[] strange = renamed(virtualThread(), missing);
        Weaver weaver = weaver(AgentLevel.VTHREADS);
        assertThat(weaver.weave(HookedClass.VIRTUAL_THREAD, strange)).isNull();
        assertThat(weaver.failure(HookedClass.VIRTUAL_THREAD))
                .isEqualTo("is not as it was expected");
        assertThat(weaver(AgentLevel.WAKE).weave(HookedClass.VIRTUAL_THREAD, strange)).isNotNull();
    }

    /** Those of another version are none that the hooks know. */
    @Test
    @EnabledOnJre({JRE.JAVA_21, JRE.JAVA_25})
    void aVirtualThreadOfAnotherVersionIsLeftAlone() throws IOException {
        Weaver weaver = new Weaver(VERSION == 25 ? 21 : 25);
        weaver.want(Set.of(AgentLevel.VTHREADS));
        assertThat(weaver.weave(HookedClass.VIRTUAL_THREAD, virtualThread())).isNull();
    }

    private static Weaver weaver(AgentLevel level) {
        Weaver weaver = new Weaver(VERSION);
        weaver.want(Set.of(level));
        return weaver;
    }

    private static byte[] virtualThread() throws IOException {
        return Thread.class.getResourceAsStream("VirtualThread.class").readAllBytes();
    }

    /** The same class, in which a method or a field has another name. */
    private static byte[] renamed(byte[] type, String name) {
        ClassWriter writer = new ClassWriter(0);
        Remapper remapper =
                new Remapper() {
                    @Override
                    public String mapMethodName(String owner, String method, String descriptor) {
                        return method.equals(name) ? name + "2" : method;
                    }

                    @Override
                    public String mapFieldName(String owner, String field, String descriptor) {
                        return field.equals(name) ? name + "2" : field;
                    }
                };
        new ClassReader(type).accept(new ClassRemapper(writer, remapper), 0);
        return writer.toByteArray();
    }

    @Test
    @DisabledOnJre({JRE.JAVA_21, JRE.JAVA_25})
    void runsOfOtherVersionsAreDeclinedInOneLine() throws Exception {
        Ran ran = run(jar, "hooks,vthreads", List.of());
        assertRan(ran);
        assertSays(ran, "virtual threads");
        assertThat(ran.err()).containsAnyOf("has no virtual threads", "were not tried there");
    }

    @Test
    void bytesThatAreNoClassAreLeftAlone() {
        Weaver weaver = new Weaver(25);
        byte[] bytes = {1, 2, 3};
        String name = "java/util/concurrent/locks/LockSupport";
        assertThat(weaver.transform(null, name, null, null, bytes)).isNull();
        assertThat(weaver.failure(HookedClass.LOCK_SUPPORT)).startsWith("cannot be read");
    }

    @Test
    void classesOfApplicationsAreNoneOfOurBusiness() {
        Weaver weaver = new Weaver(25);
        ClassLoader loader = AgentTest.class.getClassLoader();
        String name = "java/util/concurrent/locks/LockSupport";
        assertThat(weaver.transform(loader, name, null, null, new byte[0])).isNull();
        assertThat(weaver.transform(null, "java/lang/String", null, null, new byte[0])).isNull();
        assertThat(weaver.transform(null, null, null, null, new byte[0])).isNull();
        assertThat(weaver.failure(HookedClass.LOCK_SUPPORT)).isNull();
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        return type.getResourceAsStream(type.getSimpleName() + ".class").readAllBytes();
    }

    /** Hooks out of the boot loader alone are called: ours here are not. */
    @Test
    void hooksOfAnotherLoaderAreRefused() {
        assertThatThrownBy(() -> Weaver.checkHooks(String.class))
                .isInstanceOf(NoSuchMethodException.class);
        assertThatThrownBy(() -> Weaver.checkHooks(AgentTest.class))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
