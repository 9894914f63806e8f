package dev.jfrtrace.bridge.mapping;

/** What stands in the place of a class where a thread waits for something that has none. */
public final class AwaitedName {
    private static final String INITIALIZATION = "class initialization (";

    /** Of a class that another thread initializes; JFR knows an array that stands for it. */
    public static final String CLASS_INITIALIZATION = INITIALIZATION + "int[])";

    private AwaitedName() {}

    /** The same of a class that is known, as thread dumps know it. */
    public static String initializationOf(String type) {
        return INITIALIZATION + type + ")";
    }

    public static boolean isInitialization(String name) {
        return name.startsWith(INITIALIZATION);
    }

    /** The class that another thread initializes; empty where that is not known. */
    public static String initialized(String name) {
        return name.equals(CLASS_INITIALIZATION)
                ? ""
                : name.substring(INITIALIZATION.length(), name.length() - 1);
    }
}
