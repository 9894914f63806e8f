package dev.jfrtrace.bridge.source.chunk;

/**
 * Bytes that are not what they are said to be. Thrown where they are read and caught where the next
 * event is looked for, so it is cheap: no stack trace, and often no new object.
 */
final class DamageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamageException(String found) {
        super(found, null, false, false);
    }
}
