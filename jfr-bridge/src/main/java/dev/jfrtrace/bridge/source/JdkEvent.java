package dev.jfrtrace.bridge.source;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordedThreadGroup;

/**
 * A view of the JDK's event objects that moves from event to event. Threads and stacks are known by
 * the identity of the JDK's objects, which it shares between the events of a chunk: asking for
 * their contents again and again would cost more than all the rest.
 */
public final class JdkEvent implements JfrEvent {
    private final Map<EventType, JfrType> types;
    private final Map<RecordedThread, JfrThread> threads = new IdentityHashMap<>();
    private final Map<RecordedStackTrace, JfrStack> stacks = new IdentityHashMap<>();
    private final Map<RecordedMethod, Method> methods = new IdentityHashMap<>();
    private final Map<RecordedClass, String> classNames = new IdentityHashMap<>();
    private RecordedEvent event;
    private EventType lastRawType;
    private JfrType type;
    private long startTicks;

    /** For a stream, whose types are met as they come. */
    public JdkEvent() {
        this(new IdentityHashMap<>());
    }

    JdkEvent(Map<EventType, JfrType> types) {
        this.types = types;
    }

    /** How many of the JDK's objects it knows, and keeps alive. */
    public int known() {
        return types.size() + threads.size() + stacks.size() + methods.size() + classNames.size();
    }

    /** Moves to an event. */
    public JdkEvent of(RecordedEvent next) {
        event = next;
        EventType raw = next.getEventType();
        if (raw != lastRawType) {
            lastRawType = raw;
            type = types.computeIfAbsent(raw, JdkSource::typeOf);
        }
        startTicks = next.getLong("startTime");
        return this;
    }

    @Override
    public JfrType type() {
        return type;
    }

    @Override
    public long startTicks() {
        return startTicks;
    }

    @Override
    public long endTicks() {
        return type.hasDuration()
                ? startTicks + Math.max(0, event.getLong("duration"))
                : startTicks;
    }

    @Override
    public JfrThread thread() {
        return threadOf(event.getThread());
    }

    @Override
    public JfrStack stack() {
        RecordedStackTrace trace = event.getStackTrace();
        if (trace == null) {
            return null;
        }
        JfrStack known = stacks.get(trace);
        if (known == null) {
            known = new Stack(stacks.size(), trace);
            stacks.put(trace, known);
        }
        return known;
    }

    @Override
    public long number(String field) {
        Object value = value(field);
        return value instanceof Number ? ((Number) value).longValue() : 0;
    }

    @Override
    public long millionths(String field) {
        Object value = value(field);
        return value instanceof Number ? (long) (((Number) value).doubleValue() * 1e6) : 0;
    }

    @Override
    public boolean flag(String field) {
        return Boolean.TRUE.equals(value(field));
    }

    @Override
    public String text(String field) {
        Object value = value(field);
        return value instanceof String ? (String) value : null;
    }

    @Override
    public String className(String field) {
        Object value = value(field);
        // The JDK makes a new string with each call.
        return value instanceof RecordedClass
                ? classNames.computeIfAbsent((RecordedClass) value, RecordedClass::getName)
                : null;
    }

    @Override
    public String methodName(String field) {
        Object value = value(field);
        if (!(value instanceof RecordedMethod)) {
            return null;
        }
        RecordedMethod method = (RecordedMethod) value;
        return typeName(method) + "." + method.getName();
    }

    @Override
    public JfrThread thread(String field) {
        Object value = value(field);
        return value instanceof RecordedThread ? threadOf((RecordedThread) value) : null;
    }

    @Override
    public String display(String field) {
        Object value = value(field);
        if (value instanceof RecordedClass) {
            return ((RecordedClass) value).getName();
        }
        if (value instanceof RecordedThread) {
            RecordedThread thread = (RecordedThread) value;
            return thread.getJavaName() != null ? thread.getJavaName() : thread.getOSName();
        }
        return value instanceof RecordedObject ? null : Display.of(value);
    }

    private Object value(String field) {
        try {
            return event.getValue(field);
        } catch (IllegalArgumentException e) {
            // The type has no such field in this version of the JDK.
            return null;
        }
    }

    private JfrThread threadOf(RecordedThread thread) {
        if (thread == null) {
            return null;
        }
        JfrThread known = threads.get(thread);
        if (known == null) {
            boolean isVirtual = isVirtual(thread);
            known =
                    new JfrThread(
                            threads.size(),
                            isVirtual ? 0 : thread.getId(),
                            thread.getJavaThreadId(),
                            thread.getOSThreadId(),
                            thread.getJavaName(),
                            thread.getOSName(),
                            isVirtual,
                            isCarrier(thread));
            threads.put(thread, known);
        }
        return known;
    }

    private static boolean isCarrier(RecordedThread thread) {
        RecordedThreadGroup group = thread.getThreadGroup();
        return group != null && JfrThread.isCarrier(group.getName(), thread.getJavaName());
    }

    /** The accessor is younger than our release. */
    private static boolean isVirtual(RecordedObject thread) {
        return thread.hasField("virtual") && thread.getBoolean("virtual");
    }

    private JfrFrame frameOf(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        if (method == null) {
            return null;
        }
        Method known = methods.computeIfAbsent(method, Method::of);
        return new JfrFrame(known.type(), known.name(), Math.max(0, frame.getLineNumber()));
    }

    private static String typeName(RecordedMethod method) {
        RecordedClass type = method.getType();
        return type == null || type.getName() == null ? "" : type.getName();
    }

    private record Method(String type, String name) {
        static Method of(RecordedMethod method) {
            return new Method(typeName(method), String.valueOf(method.getName()));
        }
    }

    private final class Stack implements JfrStack {
        private final int index;
        private final RecordedStackTrace trace;

        Stack(int index, RecordedStackTrace trace) {
            this.index = index;
            this.trace = trace;
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public List<JfrFrame> frames() {
            List<JfrFrame> frames = new ArrayList<>();
            for (RecordedFrame frame : trace.getFrames()) {
                JfrFrame known = frameOf(frame);
                if (known != null) {
                    frames.add(known);
                }
            }
            return frames;
        }
    }
}
