/**
 * Go's execution trace format, version 2: the format as data, the ordering rules that its readers
 * enforce, a writer that obeys them, and a reader that enforces them. Knows nothing of JFR; needs
 * nothing but {@code java.base}.
 */
@SuppressWarnings("module") // The bridge is compiled after this module.
module dev.jfrtrace.encoder {
    exports dev.jfrtrace.encoder;
    exports dev.jfrtrace.encoder.format;
    exports dev.jfrtrace.encoder.order;
    exports dev.jfrtrace.encoder.generation;
    exports dev.jfrtrace.encoder.write;
    exports dev.jfrtrace.encoder.read;
    exports dev.jfrtrace.encoder.read.raw;
    exports dev.jfrtrace.encoder.read.summary;
    exports dev.jfrtrace.encoder.read.text;
    exports dev.jfrtrace.encoder.util to
            dev.jfrtrace.bridge;
}
