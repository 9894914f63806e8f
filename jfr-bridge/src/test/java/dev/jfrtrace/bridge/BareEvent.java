package dev.jfrtrace.bridge;

import dev.jfrtrace.bridge.source.JfrEvent;
import dev.jfrtrace.bridge.source.JfrStack;
import dev.jfrtrace.bridge.source.JfrThread;

/** An event of which a test says what it needs: no stack, and fields that are absent. */
public interface BareEvent extends JfrEvent {
    @Override
    default JfrStack stack() {
        return null;
    }

    @Override
    default long number(String field) {
        return 0;
    }

    @Override
    default long millionths(String field) {
        return 0;
    }

    @Override
    default boolean flag(String field) {
        return false;
    }

    @Override
    default String text(String field) {
        return null;
    }

    @Override
    default String className(String field) {
        return null;
    }

    @Override
    default String methodName(String field) {
        return null;
    }

    @Override
    default JfrThread thread(String field) {
        return null;
    }

    @Override
    default String display(String field) {
        return null;
    }
}
