/**
 * What an application compiles against to name its own work in a trace. Where the runtime has no
 * {@code jdk.jfr}, all of it does nothing.
 */
module dev.jfrtrace.api {
    requires static jdk.jfr;

    exports dev.jfrtrace.api;
}
