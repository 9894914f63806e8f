package dev.jfrtrace.bridge.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves calls of the hooks into the classes of {@link HookedClass}: instructions and a local
 * variable, which is all that the JVM admits in a class that is loaded. A class that lacks a place
 * for one of them stays as it is.
 */
final class Weaver implements ClassFileTransformer {
    private static final String UNPARK_HOOK = "unpark";
    static final String INTERRUPT_HOOK = "interrupt";

    /** Of both. */
    static final String HOOK_TYPE = "(Ljava/lang/Object;)V";

    private static final String UNPARK = "jdk/internal/misc/Unsafe.unpark";

    /** From this version on pools unpark without LockSupport, so that calls must be found. */
    private static final int CALLS_UNSAFE = 25;

    private final int version;
    private final Set<AgentLevel> levels = EnumSet.noneOf(AgentLevel.class);
    private final Map<HookedClass, String> failures = new EnumMap<>(HookedClass.class);

    /**
     * @param version the JDK's
     */
    Weaver(int version) {
        this.version = version;
    }

    /** From the next transformation on hooks of these levels are woven in, too. */
    synchronized void want(Set<AgentLevel> more) {
        levels.addAll(more);
    }

    /** Makes sure that the hooks are those that will be called. */
    static void checkHooks(Class<?> hooks) throws ReflectiveOperationException {
        if (hooks.getClassLoader() != null) {
            throw new ClassNotFoundException("the hooks are not the boot loader's");
        }
        hooks.getMethod("dismiss");
        hooks.getMethod(UNPARK_HOOK, Object.class);
        hooks.getMethod(INTERRUPT_HOOK, Object.class);
        hooks.getMethod(HookedVirtualThread.PARK_BEGINS, long.class);
        hooks.getMethod(HookedVirtualThread.PARK_ENDS, Object.class);
        hooks.getMethod(HookedVirtualThread.RUN_BEGINS, Object.class);
        hooks.getMethod(HookedVirtualThread.RUN_ENDS, Object.class, int.class);
        hooks.getMethod(HookedVirtualThread.RUNNABLE, Object.class, int.class);
    }

    /** Why a class was not woven into, since it was last asked; {@code null} when it was. */
    synchronized String failure(HookedClass hooked) {
        return failures.remove(hooked);
    }

    private synchronized void fail(HookedClass hooked, String why) {
        failures.put(hooked, why);
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
        HookedClass hooked = loader == null && name != null ? HookedClass.named(name) : null;
        if (hooked == null) {
            return null;
        }
        try {
            return weave(hooked, bytes);
        } catch (Throwable e) {
            fail(hooked, "cannot be read: " + e);
            return null;
        }
    }

    /** The class with its hooks; {@code null} when it is not as expected. */
    byte[] weave(HookedClass hooked, byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Hooked visitor = visitor(hooked, writer);
        reader.accept(visitor, ClassReader.EXPAND_FRAMES);
        if (!visitor.isAsExpected()) {
            fail(hooked, "is not as it was expected");
            return null;
        }
        return visitor.isChanged() ? writer.toByteArray() : null;
    }

    private synchronized Hooked visitor(HookedClass hooked, ClassWriter writer) {
        switch (hooked) {
            case LOCK_SUPPORT:
                return new OneMethod(writer, UNPARK_HOOK, "(Ljava/lang/Thread;)V", UNPARK);
            case THREAD:
                return new OneMethod(writer, INTERRUPT_HOOK, "()V", "java/lang/Thread.interrupt0");
            case VIRTUAL_THREAD:
                boolean hasRuns = levels.contains(AgentLevel.VTHREADS);
                return new HookedVirtualThread(
                        writer, hasRuns ? VirtualThreadShape.of(version) : null);
            default:
                return new UnparkCalls(writer, version >= CALLS_UNSAFE ? 1 : 0);
        }
    }

    private static boolean is(String method, String owner, String name) {
        return method.equals(owner + '.' + name);
    }

    /** A hook at the beginning of a method of its name, if that does what it is to do. */
    private static final class OneMethod extends Hooked {
        private final String hook;
        private final String type;
        private final String calls;

        /**
         * @param calls the method that it must call
         */
        OneMethod(ClassVisitor next, String hook, String type, String calls) {
            super(next, 1);
            this.hook = hook;
            this.type = type;
            this.calls = calls;
        }

        @Override
        MethodVisitor hook(MethodVisitor next, int access, String name, String methodType) {
            boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
            boolean isOfObject = methodType.equals("()V");
            if (!name.equals(hook) || !methodType.equals(type) || isStatic == isOfObject) {
                return next;
            }
            return new HookedEntry(next, hook) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String called, String calledType, boolean itf) {
                    found += is(calls, owner, called) ? 1 : 0;
                    super.visitMethodInsn(opcode, owner, called, calledType, itf);
                }
            };
        }
    }

    /** Every call of {@code Unsafe.unpark(Object)}: a hook before it, with the same thread. */
    private static final class UnparkCalls extends Hooked {
        UnparkCalls(ClassVisitor next, int expected) {
            super(next, expected);
        }

        @Override
        MethodVisitor hook(MethodVisitor next, int access, String name, String type) {
            return new MethodVisitor(Hooked.API, next) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String called, String calledType, boolean itf) {
                    if (is(UNPARK, owner, called) && calledType.equals(HOOK_TYPE)) {
                        found++;
                        super.visitInsn(Opcodes.DUP);
                        super.visitMethodInsn(
                                Opcodes.INVOKESTATIC, HOOKS, UNPARK_HOOK, HOOK_TYPE, false);
                    }
                    super.visitMethodInsn(opcode, owner, called, calledType, itf);
                }
            };
        }
    }
}
