package dev.jfrtrace.bridge.agent;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A class on its way through: hooks are added, and the places for them counted. */
abstract class Hooked extends ClassVisitor {
    static final int API = Opcodes.ASM9;
    static final String HOOKS = "dev/jfrtrace/bridge/agent/boot/Hooks";

    private final int expected;
    int found;

    /**
     * @param expected how many places there must be
     */
    Hooked(ClassVisitor next, int expected) {
        super(API, next);
        this.expected = expected;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String type, String signature, String[] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
        return hook(next, access, name, type);
    }

    /** A visitor that adds hooks to the method, or {@code next}. */
    abstract MethodVisitor hook(MethodVisitor next, int access, String name, String type);

    /** Whether the class, when all of it has gone through, is one that the hooks were made for. */
    boolean isAsExpected() {
        return found >= expected;
    }

    boolean isChanged() {
        return found > 0;
    }
}
