package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.ParsedTrace;
import dev.jfrtrace.bridge.ParsedTrace.Event;
import dev.jfrtrace.bridge.ParsedTrace.Pair;
import dev.jfrtrace.bridge.Script;
import dev.jfrtrace.bridge.mapping.Fate;
import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compilation and class loading. */
class CodeEventsTest {
    /** To be loaded once more. */
    private static final class Late {}

    /** Loads {@link Late} anew, whoever loaded it before. */
    private static final class LateLoader extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Late.class.getName())) {
                return super.loadClass(name, resolve);
            }
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = CodeEventsTest.class.getClassLoader().getResourceAsStream(file)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @TempDir private static Path folder;

    private static Script script;
    private static ParsedTrace trace;
    private static Thread loader;
    private static long result;

    @BeforeAll
    static void record() throws Exception {
        script =
                Script.record(
                        folder,
                        CodeEventsTest::enable,
                        () -> {
                            loader = Script.start("loader", CodeEventsTest::load);
                            loader.join();
                            compile();
                        });
        trace = script.trace();
    }

    private static void enable(Recording recording) {
        recording.enable("jdk.Compilation").withThreshold(Duration.ZERO);
        recording.enable("jdk.ClassLoad").withThreshold(Duration.ZERO).withStackTrace();
    }

    private static void load() throws ClassNotFoundException {
        Class.forName(Late.class.getName(), true, new LateLoader());
    }

    /** Hot code, until a compiler thread has had time for it. */
    private static void compile() throws InterruptedException {
        for (int round = 0; round < 30; round++) {
            for (int i = 0; i < 20_000; i++) {
                result += hot(i, round);
            }
            Thread.sleep(10);
        }
    }

    private static long hot(int i, int round) {
        return Long.rotateLeft(i * 31L + round, round) % 7;
    }

    @Test
    @Tests(JfrMapping.COMPILATION)
    void aCompilationIsARegionOfItsCompiler() {
        List<RecordedEvent> compilations = script.events("jdk.Compilation");
        assertThat(compilations).isNotEmpty();
        List<Pair> regions = trace.regions("Compilation");
        assertThat(regions).isNotEmpty();
        assertThat(regions)
                .allSatisfy(
                        region -> {
                            assertThat(trace.groups().get(region.begin().g()))
                                    .contains("CompilerThread");
                            assertThat(region.begin().stack()).hasSize(2);
                            assertThat(region.begin().stack().get(1)).matches("tier \\d");
                        });
        assertThat(regions)
                .extracting(region -> region.begin().stack().get(0))
                .contains(getClass().getName() + ".hot");
        assertThat(script.count("jdk.Compilation", Fate.TRANSLATED)).isEqualTo(compilations.size());
    }

    @Test
    @Tests(JfrMapping.CLASS_LOAD)
    void aClassLoadIsARegionThatNamesTheClass() {
        assertThat(result).isNotZero();
        List<Event> logs =
                trace.logs("ClassLoad").stream()
                        .filter(log -> log.text("Message").equals(Late.class.getName()))
                        .toList();
        assertThat(logs).isNotEmpty().allMatch(log -> log.g() == loader.getId());
        long time = logs.get(0).time();
        assertThat(trace.regions("ClassLoad"))
                .filteredOn(region -> region.begin().g() == loader.getId())
                .anyMatch(r -> r.begin().time() < time && time < r.end().time());
        assertThat(script.count("jdk.ClassLoad", Fate.TRANSLATED))
                .isEqualTo(script.events("jdk.ClassLoad").size());
    }
}
