package dev.jfrtrace.bridge.agent;

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
 * {@code java.lang.VirtualThread}: its parks and how it is interrupted, as JDK 21 and 25 have them,
 * and, if wanted, its runs, as {@link VirtualThreadShape} knows them.
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

    private static final String SUBMIT = "submitRunContinuation";
    private static final String NOTHING = "()V";
    private static final int PARKS = 2;

    private final VirtualThreadShape shape;
    private boolean isInterrupted;
    private final List<String> run = new ArrayList<>();
    private final Map<String, Integer> submits = new HashMap<>();
    private final Map<String, Object> constants = new HashMap<>();

    /**
     * @param shape for hooks in its runs; {@code null} for none
     */
    HookedVirtualThread(ClassVisitor next, VirtualThreadShape shape) {
        super(next, PARKS);
        this.shape = shape;
    }

    @Override
    boolean isAsExpected() {
        return super.isAsExpected()
                && isInterrupted
                && (shape == null || run.equals(RUN) && shape.fits(submits, constants));
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String type, String signature, Object value) {
        constants.put(name, value);
        return super.visitField(access, name, type, signature, value);
    }

    @Override
    MethodVisitor hook(MethodVisitor next, int access, String name, String type) {
        boolean isPark = name.equals("park") && type.equals(NOTHING);
        if (isPark || name.equals("parkNanos") && type.equals("(J)V")) {
            return new Park(next, access, name, type);
        }
        if (name.equals("interrupt") && type.equals(NOTHING)) {
            isInterrupted = true;
            return new HookedEntry(next, Weaver.INTERRUPT_HOOK);
        }
        if (shape == null || (access & Opcodes.ACC_STATIC) != 0) {
            return next;
        }
        if (name.equals("runContinuation") && type.equals(NOTHING)) {
            return new Run(next, access, name, type);
        }
        return shape == VirtualThreadShape.JDK_21
                ? new SubmitCalls(next, name)
                : new SubmitMethod(next, name, type);
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
        private final boolean isTimed;

        Park(MethodVisitor next, int access, String name, String type) {
            super(next, access, name, type);
            this.isTimed = !type.equals(NOTHING);
        }

        @Override
        protected void onMethodEnter() {
            if (isTimed) {
                loadArg(0);
            } else {
                push(0L);
            }
            call(PARK_BEGINS, "(J)Ljava/lang/Object;");
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
            boolean isOwn = owner.equals(SELF) && calledType.equals(NOTHING);
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

    /** Each place from which the thread goes to the scheduler, once: those of all shapes. */
    private class Submit extends MethodVisitor {
        final String method;

        Submit(MethodVisitor next, String name) {
            super(Hooked.API, next);
            this.method = name;
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String called, String calledType, boolean itf) {
            boolean isOne = called.equals("externalSubmit") || called.equals("lazySubmit");
            if (isOne && owner.equals(POOL)) {
                tell();
            }
            super.visitMethodInsn(opcode, owner, called, calledType, itf);
        }

        final void tell() {
            submits.merge(method, 1, Integer::sum);
            super.visitVarInsn(Opcodes.ALOAD, 0);
            loadState(mv);
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, HOOKS, RUNNABLE, "(Ljava/lang/Object;I)V", false);
        }
    }

    /** The method that submits, at its beginning. */
    private final class SubmitMethod extends Submit {
        private final boolean isSubmit;

        SubmitMethod(MethodVisitor next, String name, String type) {
            super(next, name);
            String executor = "(Ljava/util/concurrent/Executor;Z)V";
            this.isSubmit = name.equals(SUBMIT) && type.equals(executor);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (isSubmit) {
                tell();
            }
        }
    }

    /**
     * Calls of the method that submits. Between leaving the virtual thread and coming back to it
     * the current thread and the stack disagree: there the hook stands before it is left.
     */
    private final class SubmitCalls extends Submit {
        private static final String LEAVE = "switchToCarrierThread";
        private static final String COME_BACK = "switchToVirtualThread";

        private boolean isAway;

        SubmitCalls(MethodVisitor next, String name) {
            super(next, name);
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String called, String calledType, boolean itf) {
            if (owner.equals(SELF)) {
                boolean leaves = called.equals(LEAVE);
                boolean goes = called.equals(SUBMIT) && calledType.equals(NOTHING);
                if (leaves && method.equals("unpark") || goes && !isAway) {
                    tell();
                }
                isAway = leaves || isAway && !called.equals(COME_BACK);
            }
            super.visitMethodInsn(opcode, owner, called, calledType, itf);
        }
    }
}
