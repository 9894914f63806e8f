package dev.jfrtrace.bridge.cli;

/** The formats that a trace can be exported to. */
enum ExportFormat {
    /** Trace Event JSON, of Perfetto and of Chromium's viewer. */
    CHROME
}
