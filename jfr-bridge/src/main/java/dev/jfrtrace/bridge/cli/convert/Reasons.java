package dev.jfrtrace.bridge.cli.convert;

/** In whose words a goroutine says why it is blocked. */
public enum Reasons {
    JAVA,
    GO
}
