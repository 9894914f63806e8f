package dev.jfrtrace.bridge.cli.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.jfrtrace.bridge.export.JsonText;
import dev.jfrtrace.encoder.format.Arg;
import dev.jfrtrace.encoder.format.Limits;
import dev.jfrtrace.encoder.format.TraceVersion;
import dev.jfrtrace.encoder.read.ClockReading;
import dev.jfrtrace.encoder.read.EventVisitor;
import dev.jfrtrace.encoder.read.ResourceKind;
import dev.jfrtrace.encoder.read.StackFrame;
import dev.jfrtrace.encoder.read.TraceEvent;
import dev.jfrtrace.encoder.read.TraceStack;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Events as JSON, an object a line, after a first one that tells the schema; docs/EVENTS.md has the
 * keys. What an event does not have is not there.
 */
public final class EventJson extends EventVisitor<IOException> {
    /** Rises when a key changes its meaning or goes. */
    private static final int SCHEMA = 1;

    private final JsonGenerator json;

    public EventJson(OutputStream out, TraceVersion version) throws IOException {
        json = new JsonFactory().createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA);
        json.writeStringField("version", version.toString());
        json.writeEndObject();
    }

    public void write(TraceEvent event) throws IOException {
        json.writeStartObject();
        json.writeNumberField("time", event.time());
        json.writeStringField("kind", event.kind().specName());
        json.writeStringField("type", event.type().specName());
        id("thread", event.thread());
        id("proc", event.proc());
        id("goroutine", event.goroutine());
        visit(event);
        stack("stack", event.stack());
        json.writeEndObject();
    }

    /** All that is written is on its way. */
    public void finish() throws IOException {
        json.writeRaw('\n');
        json.flush();
    }

    @Override
    protected void transition(TraceEvent event) throws IOException {
        resource(event);
        json.writeStringField("from", event.from().specName());
        json.writeStringField("to", event.to().specName());
        if (!event.reason().isEmpty()) {
            text("reason", event.reason());
        }
        stack("transitionStack", event.transitionStack());
    }

    @Override
    protected void range(TraceEvent event) throws IOException {
        text("name", event.name());
        if (event.resourceKind() != ResourceKind.NONE) {
            resource(event);
        }
        if (event.endsSweep()) {
            unsigned("sweptBytes", event.sweptBytes());
            unsigned("reclaimedBytes", event.reclaimedBytes());
        }
    }

    private void resource(TraceEvent event) throws IOException {
        json.writeStringField("resourceKind", event.resourceKind().specName());
        json.writeNumberField("resource", event.resource());
    }

    @Override
    protected void metric(TraceEvent event) throws IOException {
        text("name", event.name());
        unsigned("value", event.value());
    }

    @Override
    protected void label(TraceEvent event) throws IOException {
        text("label", event.name());
        resource(event);
    }

    @Override
    protected void task(TraceEvent event) throws IOException {
        region(event);
        if (event.parentTask() != TraceEvent.NO_TASK) {
            unsigned("parentTask", event.parentTask());
        }
    }

    @Override
    protected void region(TraceEvent event) throws IOException {
        unsigned("task", event.task());
        text("name", event.name());
    }

    @Override
    protected void log(TraceEvent event) throws IOException {
        unsigned("task", event.task());
        text("category", event.name());
        text("message", event.message());
    }

    @Override
    protected void sync(TraceEvent event) throws IOException {
        json.writeNumberField("number", event.number());
        clock(event.clock());
    }

    @Override
    protected void experimental(TraceEvent event) throws IOException {
        json.writeObjectFieldStart("arguments");
        List<Arg> names = event.type().args();
        long[] values = event.experimentalArguments();
        for (int i = 0; i < values.length; i++) {
            unsigned(names.get(i + 1).specName(), values[i]);
        }
        json.writeEndObject();
    }

    private void clock(ClockReading clock) throws IOException {
        if (clock == null) {
            return;
        }
        json.writeObjectFieldStart("clock");
        json.writeNumberField("time", clock.time());
        unsigned("mono", clock.mono());
        if (clock.wall() != null) {
            json.writeStringField("wall", clock.wall().toString());
        }
        json.writeEndObject();
    }

    private void stack(String key, TraceStack stack) throws IOException {
        if (stack == null) {
            return;
        }
        json.writeArrayFieldStart(key);
        for (StackFrame frame : stack.frames()) {
            json.writeStartObject();
            text("function", frame.function());
            text("file", frame.file());
            unsigned("line", frame.line());
            unsigned("pc", frame.pc());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void id(String key, long id) throws IOException {
        if (id != Limits.NONE) {
            json.writeNumberField(key, id);
        }
    }

    private void unsigned(String key, long value) throws IOException {
        json.writeFieldName(key);
        if (value >= 0) {
            json.writeNumber(value);
        } else {
            json.writeNumber(Long.toUnsignedString(value));
        }
    }

    /** Halves of pairs, which stand for bytes that are no text, cannot be written. */
    private void text(String key, String text) throws IOException {
        json.writeStringField(key, JsonText.clean(text));
    }
}
