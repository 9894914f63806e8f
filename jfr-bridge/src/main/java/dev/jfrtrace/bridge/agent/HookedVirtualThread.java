package dev.jfrtrace.bridge.agent;

import dev.jfrtrace.bridge.agent.boot.VirtualThreadState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AdviceAdapter;

/**
 * {@code java.lang.VirtualThread}: its parks, as JDK 21 and 25 have them, and, if wanted, its runs,
 * as JDK 25 has them.
 *
 * <p>A run is told of before {@code mount()} and after {@code unmount()}, on the carrier. Nothing
 * may stand between them, where the current thread and the stack disagree, nor in what they call.
 */
final class HookedVirtualThread extends Hooked {
    private static final String SELF = "java/lang/VirtualThread";
    private static final String POOL = "java/util/concurrent/ForkJoinPool";

    static final String PARK_BEGINS = "parkBegins";
    static final String PARK_ENDS = "parkEnds";
    static final String RUN_BEGINS = "runBegins";
    static final String RUN_ENDS = "runEnds";
    static final String RUNNABLE = "runnable";

    /** A run as it was seen: what is called, in order; the last is for the end by an exception. */
    private static final List<String> RUN = List.of("mount", "run", "unmount", "unmount");

    /** Where a thread is given to the scheduler: in one method, or past it in these. */
    private static final Map<String, Integer> SUBMITS =
            Map.of(
                    "submitRunContinuation", 1,
                    "lazySubmitRunContinuation", 1,
                    "externalSubmitRunContinuation", 1,
                    "externalSubmitRunContinuationOrThrow", 1);

    private static final int PARKS = 2;

    private final boolean hasRuns;
    private final List<String> run = new ArrayList<>();
    private final Map<String, Integer> submits = new HashMap<>();
    private final Map<String, Object> constants = new HashMap<>();

    HookedVirtualThread(ClassVisitor next, boolean hasRuns) {
        super(next, PARKS);
        this.hasRuns = hasRuns;
    }

    @Override
    boolean isAsExpected() {
        return super.isAsExpected()
                && (!hasRuns || run.equals(RUN) && submits.equals(SUBMITS) && hasStates());
    }

    private boolean hasStates() {
        for (VirtualThreadState state : VirtualThreadState.values()) {
            if (!Integer.valueOf(state.number()).equals(constants.get(state.name()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String type, String signature, Object value) {
        constants.put(name, value);
        return super.visitField(access, name, type, signature, value);
    }

    @Override
    MethodVisitor hook(MethodVisitor next, int access, String name, String type) {
        boolean isPark = name.equals("park") && type.equals("()V");
        if (isPark || name.equals("parkNanos") && type.equals("(J)V")) {
            return new Park(next, access, name, type);
        }
        if (!hasRuns) {
            return next;
        }
        return name.equals("runContinuation") && type.equals("()V")
                ? new Run(next, access, name, type)
                : new Submit(next, access, name, type);
    }

    /** A method with a local variable for what one hook returns and another one takes. */
    private abstract static class Span extends AdviceAdapter {
        private int begun;

        Span(MethodVisitor next, int access, String name, String type) {
            super(Hooked.API, next, access, name, type);
        }

        /** Sets the variable; at the beginning of the method, so that it is in all its frames. */
        final void declare() {
            begun = newLocal(Type.getType(Object.class));
            storeLocal(begun);
        }

        final void call(String hook, String type) {
            super.visitMethodInsn(INVOKESTATIC, HOOKS, hook, type, false);
        }

        final int begun() {
            return begun;
        }
    }

    private final class Park extends Span {
        Park(MethodVisitor next, int access, String name, String type) {
            super(next, access, name, type);
        }

        @Override
        protected void onMethodEnter() {
            call(PARK_BEGINS, "()Ljava/lang/Object;");
            declare();
        }

        @Override
        protected void onMethodExit(int opcode) {
            loadLocal(begun());
            call(PARK_ENDS, "(Ljava/lang/Object;)V");
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String called, String calledType, boolean itf) {
            found += called.equals("yieldContinuation") ? 1 : 0;
            super.visitMethodInsn(opcode, owner, called, calledType, itf);
        }
    }

    private final class Run extends Span {
        Run(MethodVisitor next, int access, String name, String type) {
            super(next, access, name, type);
        }

        @Override
        protected void onMethodEnter() {
            visitInsn(ACONST_NULL);
            declare();
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String called, String calledType, boolean itf) {
            boolean isOwn = owner.equals(SELF) && calledType.equals("()V");
            boolean mounts = isOwn && called.equals("mount");
            boolean unmounts = isOwn && called.equals("unmount");
            if (mounts || unmounts || called.equals("run")) {
                run.add(called);
            }
            if (mounts) {
                loadThis();
                call(RUN_BEGINS, "(Ljava/lang/Object;)Ljava/lang/Object;");
                storeLocal(begun());
            }
            super.visitMethodInsn(opcode, owner, called, calledType, itf);
            if (unmounts) {
                loadLocal(begun());
                loadState(this);
                call(RUN_ENDS, "(Ljava/lang/Object;I)V");
            }
        }
    }

    private static void loadState(MethodVisitor to) {
        to.visitVarInsn(Opcodes.ALOAD, 0);
        to.visitFieldInsn(Opcodes.GETFIELD, SELF, "state", "I");
    }

    /** Each place from which the thread goes to the scheduler, once. */
    private final class Submit extends MethodVisitor {
        private final String method;
        private final boolean isStatic;
        private final boolean isSubmit;

        Submit(MethodVisitor next, int access, String name, String type) {
            super(Hooked.API, next);
            this.method = name;
            this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
            String executor = "(Ljava/util/concurrent/Executor;Z)V";
            this.isSubmit = name.equals("submitRunContinuation") && type.equals(executor);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (isSubmit) {
                tell();
            }
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String called, String calledType, boolean itf) {
            boolean isOne = called.equals("externalSubmit") || called.equals("lazySubmit");
            if (isOne && owner.equals(POOL) && !isStatic) {
                tell();
            }
            super.visitMethodInsn(opcode, owner, called, calledType, itf);
        }

        private void tell() {
            submits.merge(method, 1, Integer::sum);
            super.visitVarInsn(Opcodes.ALOAD, 0);
            loadState(mv);
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, HOOKS, RUNNABLE, "(Ljava/lang/Object;I)V", false);
        }
    }
}
