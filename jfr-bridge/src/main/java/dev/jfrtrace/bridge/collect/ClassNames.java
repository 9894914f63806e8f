package dev.jfrtrace.bridge.collect;

import java.util.regex.Pattern;

/**
 * Gives classes that the JVM makes at run time names that do not change from run to run: lambda and
 * hidden classes lose their number and address, generated accessors and proxies their number. So
 * frames stay few, and two traces of a program can be compared. Arrays are called as in Java's
 * source.
 */
final class ClassNames {
    /** {@code Foo$$Lambda$14/0x0000000800c8a440}, {@code Foo$$Lambda/0x…}, {@code Foo/0x…}. */
    private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda[^\\[]*");

    private static final Pattern HIDDEN = Pattern.compile("[/+](0x)?[0-9a-fA-F]+$");

    private static final Pattern GENERATED =
            Pattern.compile("(Generated\\w*Accessor|\\$Proxy|\\$\\$\\w*CGLIB\\$\\$)[0-9a-f]+");

    /** What letters of the JVM stand for, each behind its letter. */
    private static final String[] PRIMITIVES = {
        "Bbyte", "Cchar", "Ddouble", "Ffloat", "Iint", "Jlong", "Sshort", "Zboolean"
    };

    private ClassNames() {}

    static String fold(String type) {
        if (type.startsWith("[")) {
            return array(type);
        }
        String stable = type;
        if (stable.contains("$$Lambda")) {
            stable = LAMBDA.matcher(stable).replaceFirst("\\$\\$Lambda");
        }
        if (stable.indexOf('/') >= 0 || stable.indexOf('+') >= 0) {
            stable = HIDDEN.matcher(stable).replaceFirst("");
        }
        if (stable.contains("Generated") || stable.contains("$Proxy") || stable.contains("CGLIB")) {
            stable = GENERATED.matcher(stable).replaceAll("$1#");
        }
        return stable;
    }

    /** {@code [[I} is {@code int[][]}. What is no array of the JVM's, as {@code [vdso]}, stays. */
    private static String array(String type) {
        int dimensions = type.lastIndexOf('[') + 1;
        String element = type.substring(dimensions);
        if (element.startsWith("L") && element.endsWith(";")) {
            return fold(element.substring(1, element.length() - 1)) + "[]".repeat(dimensions);
        }
        for (String primitive : PRIMITIVES) {
            if (element.equals(primitive.substring(0, 1))) {
                return primitive.substring(1) + "[]".repeat(dimensions);
            }
        }
        return type;
    }
}
