package dev.jfrtrace.bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.mapping.JfrMapping;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every row of the mapping has a test that looks at what becomes of its event. */
class EveryMappingIsTestedTest {
    /** Rows without a test, and why; there should be none. */
    private static final Map<JfrMapping, String> UNTESTED = new EnumMap<>(JfrMapping.class);

    private static final Set<JfrMapping> TESTED = EnumSet.noneOf(JfrMapping.class);
    private static int testMethods;

    @BeforeAll
    static void readTests() throws Exception {
        for (Class<?> type : classesBesideThis()) {
            for (Method method : type.getDeclaredMethods()) {
                Tests tests = method.getAnnotation(Tests.class);
                if (tests != null && method.isAnnotationPresent(Test.class)) {
                    testMethods++;
                    TESTED.addAll(List.of(tests.value()));
                }
            }
        }
    }

    private static List<Class<?>> classesBesideThis()
            throws URISyntaxException, IOException, ClassNotFoundException {
        Class<?> self = EveryMappingIsTestedTest.class;
        Path folder =
                Path.of(self.getResource(self.getSimpleName() + ".class").toURI()).getParent();
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith("Test.class"))
                            .map(name -> name.substring(0, name.length() - ".class".length()))
                            .toList();
        }
        List<Class<?>> classes = new ArrayList<>();
        for (String name : names) {
            classes.add(Class.forName(self.getPackageName() + "." + name));
        }
        return classes;
    }

    @Test
    void sawTheTests() {
        assertThat(testMethods).isGreaterThanOrEqualTo(30);
    }

    @Test
    void everyRowHasATest() {
        Set<JfrMapping> open = EnumSet.allOf(JfrMapping.class);
        open.removeAll(TESTED);
        open.removeAll(UNTESTED.keySet());
        assertThat(open).as("rows without a test").isEmpty();
        assertThat(UNTESTED.keySet()).as("listed, but tested").doesNotContainAnyElementsOf(TESTED);
    }

    /** A row more is a test more: whoever adds one comes by here. */
    @Test
    void knowsHowManyRowsThereAre() {
        assertThat(JfrMapping.values()).hasSize(72);
        assertThat(TESTED.size() + UNTESTED.size()).isEqualTo(JfrMapping.values().length);
    }
}
