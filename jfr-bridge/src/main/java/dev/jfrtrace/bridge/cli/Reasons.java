package dev.jfrtrace.bridge.cli;

/** In whose words a goroutine says why it is blocked. */
enum Reasons {
    JAVA,
    GO
}
