package dev.jfrtrace.bridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.bridge.collect.JfrRecord;
import dev.jfrtrace.bridge.source.JfrType;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table, as those see it who walk it. */
class JfrMappingTest {
    @ParameterizedTest
    @CsvSource({
        "jdk.ThreadPark, THREAD_PARK",
        "com.oracle.jdk.ThreadPark, THREAD_PARK",
        "jdk.SomethingOfJdk30, OTHER",
        "com.oracle.jdk.Something, OTHER",
        "ThreadPark, CUSTOM",
        "my.ThreadPark, CUSTOM",
        "jdkx.ThreadPark, CUSTOM",
        "com.oracle.weblogic.Request, CUSTOM",
        "'*', CUSTOM",
        "'', CUSTOM",
        "dev.jfrtrace.TaskBegin, TASK_BEGIN",
        "jdk.dev.jfrtrace.TaskBegin, OTHER",
        "datadog.ExecutionSample, DATADOG_EXECUTION_SAMPLE",
        "profiler.WallClockSample, WALL_CLOCK_SAMPLE"
    })
    void namesHaveARow(String name, JfrMapping row) {
        assertThat(JfrMapping.of(name)).isEqualTo(row);
    }

    @Test
    void oldNamesBecomeModern() {
        assertThat(JfrMapping.modernName("com.oracle.jdk.GCPhasePause"))
                .isEqualTo("jdk.GCPhasePause");
        assertThat(JfrMapping.modernName("jdk.GCPhasePause")).isEqualTo("jdk.GCPhasePause");
        assertThat(JfrMapping.modernName("com.oracle.Other")).isEqualTo("com.oracle.Other");
    }

    @ParameterizedTest
    @EnumSource(JfrMapping.class)
    void rowsAreComplete(JfrMapping row) {
        assertThat(JfrMapping.of(row.event())).isEqualTo(row);
        assertThat(row.becomes()).isNotBlank();
        assertThat(row.fields()).hasSizeLessThanOrEqualTo(JfrRecord.MAX_SLOTS);
        assertThat(JfrMapping.slotCounts()[row.ordinal()]).isEqualTo(row.fields().size());
    }

    /** A JDK that has an event more is a row more: whoever builds on it comes by here. */
    @Test
    void everyEventOfThisJdkHasAPlace() {
        List<String> types =
                FlightRecorder.getFlightRecorder().getEventTypes().stream()
                        .map(EventType::getName)
                        .filter(name -> name.startsWith("jdk."))
                        .toList();
        assertThat(types).hasSizeGreaterThan(150);
        assertThat(types)
                .filteredOn(name -> JfrMapping.of(name) == JfrMapping.OTHER)
                .filteredOn(name -> OtherEvents.of(name) == null)
                .isEmpty();
    }

    @Test
    void whatHasARowIsInNoOtherTable() {
        for (OtherEvents kind : OtherEvents.values()) {
            assertThat(kind.names()).isNotEmpty().doesNotHaveDuplicates();
            for (String name : kind.names()) {
                assertThat(JfrMapping.of("jdk." + name)).as(name).isEqualTo(JfrMapping.OTHER);
                assertThat(OtherEvents.of("com.oracle.jdk." + name)).as(name).isEqualTo(kind);
            }
        }
        assertThat(OtherEvents.of("jdk.SomethingOfJdk30")).isNull();
        assertThat(OtherEvents.of("Flush")).isNull();
    }

    @Test
    void eventsHaveOneRow() {
        assertThat(Arrays.stream(JfrMapping.values()).map(JfrMapping::event))
                .doesNotHaveDuplicates();
    }

    /** A field may have another name in other versions, or lie within another. */
    @Test
    void fieldsAreFoundByAnyOfTheirNames() {
        Field parent = new Field(Field.Kind.THREAD, "parentThread", "eventThread");
        assertThat(parent.nameIn(type("eventThread", "parentThread"))).isEqualTo("parentThread");
        assertThat(parent.nameIn(type("eventThread"))).isEqualTo("eventThread");
        assertThat(parent.nameIn(type("thread"))).isNull();
        Field within = new Field(Field.Kind.NUMBER, "heapSpace.committedSize");
        assertThat(within.nameIn(type("heapSpace"))).isEqualTo("heapSpace.committedSize");
        assertThat(within.nameIn(type("committedSize"))).isNull();
    }

    private static JfrType type(String... fields) {
        return new JfrType(1, "a.B", false, List.of(fields), new TreeMap<>());
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void familiesHaveNames(Family family) {
        assertThat(family.optionName()).matches("[a-z-]+");
        assertThat(Family.named(family.optionName())).isEqualTo(family);
        assertThat(family.meaning()).isNotBlank();
        assertThat(family.isOptional() || family.onByDefault()).isTrue();
    }

    @Test
    void otherNamesAreNoFamily() {
        assertThat(Family.named("LOCKS")).isNull();
        assertThat(Family.named("gc_workers")).isNull();
        assertThat(Family.named("")).isNull();
    }

    @Test
    void fatesHaveMeanings() {
        assertThat(Fate.values()).extracting(Fate::meaning).doesNotHaveDuplicates();
        assertThat(Fate.values())
                .filteredOn(fate -> fate.meaning().startsWith("lost"))
                .isNotEmpty()
                .allMatch(Fate::isLoss);
    }
}
