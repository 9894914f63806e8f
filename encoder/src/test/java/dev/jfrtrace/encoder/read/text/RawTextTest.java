package dev.jfrtrace.encoder.read.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jfrtrace.encoder.format.EventType;
import dev.jfrtrace.encoder.format.TraceFormatException;
import dev.jfrtrace.encoder.format.TraceFormatException.Fault;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.read.raw.RawEvent;
import dev.jfrtrace.encoder.read.raw.RawReader;
import dev.jfrtrace.encoder.read.raw.RawWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawTextTest {
    /**
     * Each event with its arguments 1, 2, 3, … becomes bytes, becomes the event again, and text.
     */
    @Test
    void everyEventGoesBothWays() throws IOException {
        int tried = 0;
        for (TraceVersion version : TraceVersion.values()) {
            for (EventType type : EventType.values()) {
                if (version.knows(type)) {
                    assertThatBothWays(version, event(type));
                    tried++;
                }
            }
        }
        assertThat(tried).isEqualTo(44 + 49 + 51 + 61);
    }

    private static RawEvent event(EventType type) {
        int frames = type == EventType.STACK_ENTRY ? 2 : 0;
        int own = type.args().size();
        long[] args = new long[own + 4 * frames];
        for (int i = 0; i < args.length; i++) {
            args[i] = i + 1L;
        }
        if (own > 0 && type != EventType.STACK_ENTRY && type != EventType.EXPERIMENTAL_BATCH) {
            args[0] = -1; // 2^64 - 1, as it is unsigned.
        }
        byte[] data = {'a', '"', '\\', '\n', 0, (byte) 0xC3, (byte) 0xA9, (byte) 0xFF, 0x7F};
        return new RawEvent(type, args, RawEvent.hasData(type) ? data : null);
    }

    private static void assertThatBothWays(TraceVersion version, RawEvent event)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new RawWriter(bytes, version).write(event);
        try (RawReader reader = new RawReader(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(reader.version()).isEqualTo(version);
            assertSame(reader.next(), event);
            assertThat(reader.next()).isNull();
        }
        StringBuilder text = new StringBuilder(RawText.header(version)).append('\n');
        RawText.append(text, event);
        try (RawTextReader reader = reader(text.toString())) {
            assertThat(reader.version()).isEqualTo(version);
            assertSame(reader.next(), event);
            assertThat(reader.next()).isNull();
        }
    }

    private static void assertSame(RawEvent event, RawEvent expected) {
        assertThat(event.type()).isEqualTo(expected.type());
        assertThat(event.args()).as("" + event.type()).isEqualTo(expected.args());
        assertThat(Arrays.equals(event.data(), expected.data())).as("" + event.type()).isTrue();
    }

    @Test
    void isGosText() {
        StringBuilder text = new StringBuilder();
        RawText.append(text, event(EventType.STACK_ENTRY));
        text.append('\n');
        RawText.append(text, event(EventType.STRING_ENTRY));
        assertThat(text)
                .hasToString(
                        "Stack id=1 nframes=2\n"
                                + "\tpc=3 func=4 file=5 line=6\n"
                                + "\tpc=7 func=8 file=9 line=10\n"
                                + "String id=18446744073709551615\n"
                                + "\tdata=\"a\\\"\\\\\\n\\x00é\\xff\\x7f\"");
    }

    @Test
    void commentsAndBlankLinesCountForNothing() throws IOException {
        String text = "# a trace\nTrace Go1.22 # old\n\n  ProcStop   dt=5 # tab\t\n#\n";
        try (RawTextReader reader = reader(text)) {
            RawEvent event = reader.next();
            assertThat(event.type()).isEqualTo(EventType.PROC_STOP);
            assertThat(event.args()).containsExactly(5);
            assertThat(reader.next()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ProcStop",
                "ProcStop dt=",
                "ProcStop dt=-1",
                "ProcStop dt=18446744073709551616",
                "ProcStop dt=1 p=2",
                "ProcStop p=1",
                "GoSwitch dt=1 g=1 g_seq=1",
                "Nonsense",
                "String id=1",
                "String id=1\n\tdata=x",
                "String id=1\n\tdata=\"\\q\"",
                "String id=1\n\tdata=\"\\x1\"",
                "String id=1\n\tdata=\"\\400\"",
                "String id=1\n\tdata=\"\\ud800\"",
                "Stack id=1 nframes=1",
                "Stack id=1 nframes=129",
                "Stack id=1 nframes=1\n\tpc=1 func=2 line=3 file=4",
            })
    void whatIsNoEventIsRefused(String text) throws IOException {
        try (RawTextReader reader = reader("Trace Go1.22\n" + text + "\n")) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(TraceFormatException.class)
                    .hasMessageContaining(" at line ");
        }
    }

    @Test
    void otherHeadersAreRefused() {
        assertThatThrownBy(() -> reader("")).isInstanceOf(TraceFormatException.class);
        assertThatThrownBy(() -> reader("Trace")).isInstanceOf(TraceFormatException.class);
        assertThatThrownBy(() -> reader("Trace Go1.22 x")).isInstanceOf(TraceFormatException.class);
        assertThatThrownBy(() -> reader("Trace Go1.21"))
                .isInstanceOfSatisfying(
                        TraceFormatException.class,
                        e -> assertThat(e.fault()).isEqualTo(Fault.UNSUPPORTED));
    }

    private static RawTextReader reader(String text) throws IOException {
        return new RawTextReader(new StringReader(text));
    }
}
