package dev.jfrtrace.encoder.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jfrtrace.encoder.judge.GoEventTable;
import dev.jfrtrace.encoder.judge.GoTools;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventTypeTest {
    /** Change it with the table; a check of rows that never ran would pass as well. */
    private static final int ROWS = 52;

    /** Those of the experiment, which come behind a gap. */
    private static final int EXPERIMENTAL_ROWS = 9;

    private static final int FIRST_EXPERIMENTAL = 128;

    @Test
    void numbersAreDense() {
        assertThat(EventType.values()).hasSize(ROWS + EXPERIMENTAL_ROWS);
        int expected = 1;
        for (EventType type : EventType.values()) {
            if (expected == ROWS + 1) {
                expected = FIRST_EXPERIMENTAL;
            }
            assertThat(type.kind() == EventType.Kind.EXPERIMENTAL)
                    .isEqualTo(expected >= FIRST_EXPERIMENTAL);
            assertThat(type.number()).as(type.name()).isEqualTo(expected++);
            assertThat(EventType.ofNumber(type.number())).isSameAs(type);
        }
        assertThat(EventType.ofNumber(0)).isNull();
        assertThat(EventType.ofNumber(ROWS + 1)).isNull();
        assertThat(EventType.ofNumber(255)).isNull();
        assertThat(EventType.ofNumber(256)).isNull();
        assertThat(EventType.ofNumber(-1)).isNull();
    }

    @Test
    void namesAreDistinct() {
        assertThat(Stream.of(EventType.values()).map(EventType::specName)).doesNotHaveDuplicates();
    }

    @Test
    void timedEventsStartWithTheirTime() {
        for (EventType type : EventType.values()) {
            boolean timed = type.isTimed();
            assertThat(!type.args().isEmpty() && type.args().get(0) == Arg.DT)
                    .as(type.name())
                    .isEqualTo(timed);
            assertThat(type.ownArgs())
                    .as(type.name())
                    .isEqualTo(type.args().size() - (timed ? 1 : 0));
            if (timed) {
                assertThat(type.ownArgs()).isBetween(0, Limits.MAX_EVENT_ARGS);
                assertThat(type.args().subList(1, type.args().size())).doesNotContain(Arg.DT);
            }
        }
    }

    @Test
    void versionsRiseWithTheNumbers() {
        TraceVersion last = TraceVersion.GO_1_22;
        for (EventType type : EventType.values()) {
            assertThat(type.since()).as(type.name()).isGreaterThanOrEqualTo(last);
            last = type.since();
        }
    }

    /** Go's convention, by which its own tools find their way: the name tells the type. */
    @Test
    void argumentNamesTellTheirTypes() {
        int checked = 0;
        for (Arg arg : Arg.values()) {
            String name = arg.specName();
            Arg.Type type = arg.type();
            assertThat(name.endsWith("_string")).as(name).isEqualTo(type == Arg.Type.STRING);
            assertThat(name.endsWith("stack")).as(name).isEqualTo(type == Arg.Type.STACK);
            assertThat(name.endsWith("_seq")).as(name).isEqualTo(type == Arg.Type.SEQUENCE);
            assertThat(name.endsWith("status")).as(name).isEqualTo(type == Arg.Type.STATUS);
            if (name.endsWith("_value")) {
                assertThat(type).as(name).isEqualTo(Arg.Type.VALUE);
            }
            checked++;
        }
        assertThat(checked).isEqualTo(39);
    }

    @Test
    void tableIdsAreFoundByPosition() {
        // dt, task, key_string, value_string, stack
        assertThat(EventType.USER_LOG.stringArgs()).isEqualTo(0b0110);
        assertThat(EventType.USER_LOG.stackArgs()).isEqualTo(0b1000);
        // dt, new_g, new_stack, stack
        assertThat(EventType.GO_CREATE.stackArgs()).isEqualTo(0b110);
        assertThat(EventType.GO_CREATE.stringArgs()).isZero();
        assertThat(EventType.PROC_STOP.stackArgs()).isZero();
    }

    @Test
    void statusesHaveGosNumbers() {
        assertThat(GoStatus.values()).hasSize(5);
        assertThat(ProcStatus.values()).hasSize(5);
        for (int number = 1; number <= 4; number++) {
            assertThat(GoStatus.ofNumber(number).number()).isEqualTo(number);
            assertThat(ProcStatus.ofNumber(number).number()).isEqualTo(number);
        }
        for (long number : new long[] {0, 5, -1, 1L << 32}) {
            assertThat(GoStatus.ofNumber(number)).isEqualTo(GoStatus.BAD);
            assertThat(ProcStatus.ofNumber(number)).isEqualTo(ProcStatus.BAD);
        }
    }

    @Test
    void theTableIsGos() {
        GoTools tools = GoTools.require();
        List<String> theirs = new ArrayList<>(GoEventTable.lines(tools));
        // An older Go knows fewer rows; none may know more.
        List<String> ours =
                Stream.of(EventType.values())
                        .filter(type -> isKnownTo(tools, type))
                        .map(EventTypeTest::line)
                        .toList();
        int all = ROWS + EXPERIMENTAL_ROWS;
        assertThat(ours).hasSizeGreaterThanOrEqualTo(all - 1);
        assertThat(tools.minor() > 25 ? ours.size() : all).isEqualTo(all);
        assertThat(theirs.stream().map(EventTypeTest::comparable).toList()).isEqualTo(ours);
    }

    /** Go's whole table has the experiment's rows since 1.23; its table of a version has not. */
    private static boolean isKnownTo(GoTools tools, EventType type) {
        return type.kind() == EventType.Kind.EXPERIMENTAL || minor(type.since()) <= tools.minor();
    }

    /** Of a line of Go's table what ours has too; {@link GoEventTable} shows a whole one. */
    private static String comparable(String line) {
        String[] words = line.split(" ");
        List<String> kept = new ArrayList<>();
        for (String word : words) {
            if (word.startsWith("stacks=")) {
                // Go lists the stack of the event itself first.
                String positions =
                        Stream.of(word.substring("stacks=".length()).split(","))
                                .sorted()
                                .collect(Collectors.joining(","));
                kept.add("stacks=" + positions);
            } else if (word.equals("since=-")) {
                kept.add("since=1.26"); // Go's own table of 1.26 is the first that has the row.
            } else if (!word.matches("start=.*|data|frames|experiment=.*")) {
                kept.add(word);
            }
        }
        return String.join(" ", kept);
    }

    private static String line(EventType type) {
        boolean timed = type.isTimed();
        String args = type.args().stream().map(Arg::specName).collect(Collectors.joining(","));
        return type.number()
                + " "
                + type.specName()
                + " "
                + (args.isEmpty() ? "-" : args)
                + (timed ? " timed" : " structural")
                + " stacks="
                + positions(type.stackArgs())
                + " strings="
                + positions(type.stringArgs())
                + " since="
                + type.since();
    }

    private static String positions(int bits) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < Limits.MAX_EVENT_ARGS; i++) {
            if ((bits >> i & 1) != 0) {
                found.add(String.valueOf(i + 1));
            }
        }
        return found.isEmpty() ? "-" : String.join(",", found);
    }

    private static int minor(TraceVersion version) {
        return Integer.parseInt(version.toString().substring("1.".length()));
    }
}
