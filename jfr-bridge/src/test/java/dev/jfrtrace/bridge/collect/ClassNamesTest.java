package dev.jfrtrace.bridge.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that change from run to run become names that do not. */
class ClassNamesTest {
    @ParameterizedTest
    @CsvSource({
        "a.Foo, a.Foo",
        "a.Foo$Bar, a.Foo$Bar",
        "a.Foo$1, a.Foo$1",
        "'', ''",
        // Lambdas as JDK 8 to 25 name them.
        "a.Foo$$Lambda$14/1234567890, a.Foo$$Lambda",
        "a.Foo$$Lambda$14/0x0000000800c8a440, a.Foo$$Lambda",
        "a.Foo$$Lambda/0x00007f1a3c01e000, a.Foo$$Lambda",
        "a.Foo$$Lambda+0x00007f1a3c01e000, a.Foo$$Lambda",
        "a.Foo$$Lambda.0x00007f1a3c01e000, a.Foo$$Lambda",
        // Hidden classes.
        "a.Foo/0x0000000800c8a440, a.Foo",
        "a.Foo+0x0000000800c8a440, a.Foo",
        "a.Foo/1234567890, a.Foo",
        "java.lang.invoke.LambdaForm$MH/0x0000000800c8a440, java.lang.invoke.LambdaForm$MH",
        "java.lang.invoke.LambdaForm$MH+0x1, java.lang.invoke.LambdaForm$MH",
        // Generated ones.
        "jdk.internal.reflect.GeneratedMethodAccessor17,"
                + " jdk.internal.reflect.GeneratedMethodAccessor#",
        "sun.reflect.GeneratedConstructorAccessor3, sun.reflect.GeneratedConstructorAccessor#",
        "com.sun.proxy.$Proxy42, com.sun.proxy.$Proxy#",
        "jdk.proxy2.$Proxy7, jdk.proxy2.$Proxy#",
        "a.Foo$$EnhancerBySpringCGLIB$$1a2b3c4d, a.Foo$$EnhancerBySpringCGLIB$$#",
        // Arrays.
        "[I, int[]",
        "[[B, byte[][]",
        "[Ljava.lang.String;, java.lang.String[]",
        "[[La.Foo$$Lambda/0x0000000800c8a440;, a.Foo$$Lambda[][]",
        "[vdso], [vdso]",
        // Names that only look like it.
        "a.GeneratedCode, a.GeneratedCode",
        "a.ProxyFactory, a.ProxyFactory"
    })
    void areFolded(String name, String stable) {
        assertThat(ClassNames.fold(name)).isEqualTo(stable);
        assertThat(ClassNames.fold(stable)).as("once more").isEqualTo(stable);
    }
}
