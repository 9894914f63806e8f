package dev.jfrtrace.bridge.translate;

/** What stands in the place of a class where a thread waits for something that has none. */
public final class AwaitedName {
    /** Of a class that another thread initializes; JFR knows an array that stands for it. */
    public static final String CLASS_INITIALIZATION = "class initialization (int[])";

    private AwaitedName() {}
}
