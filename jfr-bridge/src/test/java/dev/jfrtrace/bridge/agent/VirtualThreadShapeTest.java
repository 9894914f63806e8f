package dev.jfrtrace.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where the hooks stand in virtual threads as JDK 21 runs them, on whichever JDK this runs: in a
 * class with the same methods and the same calls in them.
 */
class VirtualThreadShapeTest {
    private static final String NAME = "java/lang/VirtualThread";
    private static final String VOID = "()V";
    private static final String SUBMIT = "submitRunContinuation";
    private static final String LEAVE = "switchToCarrierThread";
    private static final String COME_BACK = "switchToVirtualThread";

    private final Map<String, Integer> states = new LinkedHashMap<>();
    private final Map<String, List<String>> methods = new LinkedHashMap<>();

    VirtualThreadShapeTest() {
        states.putAll(Map.of("STARTED", 1, "RUNNING", 2, "PARKING", 3));
        states.putAll(Map.of("TIMED_PARKING", 6, "YIELDING", 10));
        methods.put("park()V", List.of("yieldContinuation"));
        methods.put("parkNanos(J)V", List.of("scheduleUnpark", "yieldContinuation", "cancel"));
        methods.put("interrupt()V", List.of("unpark"));
        methods.put(
                "runContinuation()V",
                List.of(
                        "mount",
                        "run",
                        "unmount",
                        "afterDone",
                        "afterYield",
                        "unmount",
                        "afterDone",
                        "afterYield"));
        methods.put("start(Ljdk/internal/vm/ThreadContainer;)V", List.of(SUBMIT));
        methods.put("unpark()V", List.of(LEAVE, SUBMIT, COME_BACK, COME_BACK, SUBMIT));
        methods.put(
                "afterYield()V",
                List.of(
                        "lazySubmitRunContinuation",
                        SUBMIT,
                        "externalSubmitRunContinuation",
                        SUBMIT));
        methods.put("tryGetStackTrace()V", List.of(SUBMIT));
        methods.put("lazySubmitRunContinuation()V", List.of("lazySubmit"));
        methods.put("externalSubmitRunContinuation()V", List.of("externalSubmit"));
        methods.put("submitRunContinuation()V", List.of("execute"));
        methods.put("scheduleUnpark()V", List.of(LEAVE, "schedule", COME_BACK));
    }

    private byte[] type() {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(Opcodes.V17, Opcodes.ACC_FINAL, NAME, null, "java/lang/Object", null);
        int constant = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
        states.forEach((name, number) -> type.visitField(constant, name, "I", null, number));
        type.visitField(Opcodes.ACC_PRIVATE, "state", "I", null, null);
        methods.forEach((method, calls) -> write(type, method, calls));
        return type.toByteArray();
    }

    private static void write(ClassWriter type, String method, List<String> calls) {
        int name = method.indexOf('(');
        MethodVisitor code =
                type.visitMethod(0, method.substring(0, name), method.substring(name), null, null);
        code.visitCode();
        for (String call : calls) {
            boolean isPools = call.endsWith("Submit");
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    isPools ? "java/util/concurrent/ForkJoinPool" : NAME,
                    call,
                    VOID,
                    false);
        }
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private byte[] woven(AgentLevel level) {
        Weaver weaver = new Weaver(21);
        weaver.want(Set.of(level));
        return weaver.weave(HookedClass.VIRTUAL_THREAD, type());
    }

    /** What a method of a class calls, in order. */
    private static List<String> calls(byte[] type, String method) {
        List<String> calls = new ArrayList<>();
        ClassVisitor reader =
                new ClassVisitor(Hooked.API) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String desc, String sign, String[] thrown) {
                        return name.equals(method) ? new Calls(calls) : null;
                    }
                };
        new ClassReader(type).accept(reader, 0);
        return calls;
    }

    private static final class Calls extends MethodVisitor {
        private final List<String> calls;

        Calls(List<String> calls) {
            super(Hooked.API);
            this.calls = calls;
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String type, boolean isInterface) {
            calls.add(owner.equals(Hooked.HOOKS) ? "hook " + name : name);
        }
    }

    @Test
    void runsAreToldOfAroundThem() {
        assertThat(calls(woven(AgentLevel.VTHREADS), "runContinuation"))
                .containsExactly(
                        "hook runBegins",
                        "mount",
                        "run",
                        "unmount",
                        "hook runEnds",
                        "afterDone",
                        "afterYield",
                        "unmount",
                        "hook runEnds",
                        "afterDone",
                        "afterYield");
    }

    /** While it is on its carrier's thread, a virtual one must not be asked who it is. */
    @Test
    void whoUnparksTellsOfItBeforeItLeavesItsVirtualThread() {
        assertThat(calls(woven(AgentLevel.VTHREADS), "unpark"))
                .containsExactly(
                        "hook runnable",
                        LEAVE,
                        SUBMIT,
                        COME_BACK,
                        COME_BACK,
                        "hook runnable",
                        SUBMIT);
    }

    @Test
    void eachSubmissionIsToldOfOnce() {
        byte[] woven = woven(AgentLevel.VTHREADS);
        assertThat(calls(woven, "start")).containsExactly("hook runnable", SUBMIT);
        assertThat(calls(woven, "afterYield"))
                .containsExactly(
                        "lazySubmitRunContinuation",
                        "hook runnable",
                        SUBMIT,
                        "externalSubmitRunContinuation",
                        "hook runnable",
                        SUBMIT);
        assertThat(calls(woven, "lazySubmitRunContinuation"))
                .containsExactly("hook runnable", "lazySubmit");
        assertThat(calls(woven, SUBMIT)).containsExactly("execute");
        assertThat(calls(woven, "scheduleUnpark")).containsExactly(LEAVE, "schedule", COME_BACK);
    }

    @Test
    void parksAndInterruptsAreToldOfWithoutRuns() {
        byte[] woven = woven(AgentLevel.WAKE);
        assertThat(calls(woven, "park"))
                .containsExactly("hook parkBegins", "yieldContinuation", "hook parkEnds");
        assertThat(calls(woven, "interrupt")).containsExactly("hook interrupt", "unpark");
        assertThat(calls(woven, "runContinuation")).doesNotContain("hook runBegins");
        assertThat(calls(woven, "unpark")).doesNotContain("hook runnable");
    }

    @Test
    void oneMoreSubmissionOrStateIsNotTheSameShape() {
        states.put("BLOCKING", 12);
        assertThat(woven(AgentLevel.VTHREADS)).isNull();
        states.remove("BLOCKING");
        assertThat(woven(AgentLevel.VTHREADS)).isNotNull();
        methods.put("resubmit()V", List.of(SUBMIT));
        assertThat(woven(AgentLevel.VTHREADS)).isNull();
        assertThat(woven(AgentLevel.WAKE)).isNotNull();
    }
}
