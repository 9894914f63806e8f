package dev.jfrtrace.bridge.agent;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A method that calls a hook when it begins, with its first argument or its own object. */
class HookedEntry extends MethodVisitor {
    private final String hook;

    HookedEntry(MethodVisitor next, String hook) {
        super(Hooked.API, next);
        this.hook = hook;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, Hooked.HOOKS, hook, Weaver.HOOK_TYPE, false);
    }
}
