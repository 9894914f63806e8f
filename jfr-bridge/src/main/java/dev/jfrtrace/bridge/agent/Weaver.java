package dev.jfrtrace.bridge.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.EnumMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AdviceAdapter;

/**
 * Weaves calls of the hooks into the classes of {@link HookedClass}: instructions and a local
 * variable, which is all that the JVM admits in a class that is loaded. A class that lacks a place
 * for one of them stays as it is.
 */
final class Weaver implements ClassFileTransformer {
    private static final String HOOKS = "dev/jfrtrace/bridge/agent/boot/Hooks";
    private static final String UNPARK_HOOK = "unpark";
    private static final String UNPARK_HOOK_TYPE = "(Ljava/lang/Object;)V";
    private static final String PARK_BEGINS_HOOK = "parkBegins";
    private static final String PARK_ENDS_HOOK = "parkEnds";
    private static final String UNSAFE = "jdk/internal/misc/Unsafe";
    private static final int API = Opcodes.ASM9;

    /** From this version on pools unpark without LockSupport, so that calls must be found. */
    private static final int CALLS_UNSAFE = 25;

    private final int version;
    private final Map<HookedClass, String> failures = new EnumMap<>(HookedClass.class);

    /**
     * @param version the JDK's
     */
    Weaver(int version) {
        this.version = version;
    }

    /** Makes sure that the hooks are those that will be called. */
    static void checkHooks(Class<?> hooks) throws ReflectiveOperationException {
        if (hooks.getClassLoader() != null) {
            throw new ClassNotFoundException("the hooks are not the boot loader's");
        }
        hooks.getMethod(UNPARK_HOOK, Object.class);
        hooks.getMethod(PARK_BEGINS_HOOK);
        hooks.getMethod(PARK_ENDS_HOOK, Object.class);
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
        if (visitor.found < visitor.expected) {
            fail(hooked, "is not as it was expected");
            return null;
        }
        return visitor.found == 0 ? null : writer.toByteArray();
    }

    private Hooked visitor(HookedClass hooked, ClassWriter writer) {
        switch (hooked) {
            case LOCK_SUPPORT:
                return new UnparkMethod(writer);
            case VIRTUAL_THREAD:
                return new ParkMethods(writer);
            default:
                return new UnparkCalls(writer, version >= CALLS_UNSAFE ? 1 : 0);
        }
    }

    /** Counts the places that it finds. */
    private abstract static class Hooked extends ClassVisitor {
        final int expected;
        int found;

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
    }

    private static boolean isUnpark(String owner, String name) {
        return owner.equals(UNSAFE) && name.equals("unpark");
    }

    /** {@code LockSupport.unpark(Thread)}: a hook at its beginning, if it really unparks. */
    private static final class UnparkMethod extends Hooked {
        UnparkMethod(ClassVisitor next) {
            super(next, 1);
        }

        @Override
        MethodVisitor hook(MethodVisitor next, int access, String name, String type) {
            boolean isIt = name.equals("unpark") && type.equals("(Ljava/lang/Thread;)V");
            if (!isIt || (access & Opcodes.ACC_STATIC) == 0) {
                return next;
            }
            return new MethodVisitor(API, next) {
                @Override
                public void visitCode() {
                    super.visitCode();
                    super.visitVarInsn(Opcodes.ALOAD, 0);
                    super.visitMethodInsn(
                            Opcodes.INVOKESTATIC, HOOKS, UNPARK_HOOK, UNPARK_HOOK_TYPE, false);
                }

                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String called, String calledType, boolean itf) {
                    found += isUnpark(owner, called) ? 1 : 0;
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
            return new MethodVisitor(API, next) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String called, String calledType, boolean itf) {
                    if (isUnpark(owner, called) && calledType.equals(UNPARK_HOOK_TYPE)) {
                        found++;
                        super.visitInsn(Opcodes.DUP);
                        super.visitMethodInsn(
                                Opcodes.INVOKESTATIC, HOOKS, UNPARK_HOOK, UNPARK_HOOK_TYPE, false);
                    }
                    super.visitMethodInsn(opcode, owner, called, calledType, itf);
                }
            };
        }
    }

    /** {@code VirtualThread.park()} and {@code parkNanos(long)}: hooks where they begin and end. */
    private static final class ParkMethods extends Hooked {
        ParkMethods(ClassVisitor next) {
            super(next, 2);
        }

        @Override
        MethodVisitor hook(MethodVisitor next, int access, String name, String type) {
            boolean isIt =
                    name.equals("park") && type.equals("()V")
                            || name.equals("parkNanos") && type.equals("(J)V");
            return isIt ? new Park(next, access, name, type) : next;
        }

        private final class Park extends AdviceAdapter {
            private int begun;

            Park(MethodVisitor next, int access, String name, String type) {
                super(API, next, access, name, type);
            }

            @Override
            protected void onMethodEnter() {
                begun = newLocal(Type.getType(Object.class));
                super.visitMethodInsn(
                        INVOKESTATIC, HOOKS, PARK_BEGINS_HOOK, "()Ljava/lang/Object;", false);
                storeLocal(begun);
            }

            @Override
            protected void onMethodExit(int opcode) {
                loadLocal(begun);
                super.visitMethodInsn(INVOKESTATIC, HOOKS, PARK_ENDS_HOOK, UNPARK_HOOK_TYPE, false);
            }

            @Override
            public void visitMethodInsn(
                    int opcode, String owner, String called, String calledType, boolean itf) {
                found += called.equals("yieldContinuation") ? 1 : 0;
                super.visitMethodInsn(opcode, owner, called, calledType, itf);
            }
        }
    }
}
