/**
 * What an application compiles against to trace itself and to name its own work in a trace. Where
 * the runtime has no {@code jdk.jfr}, annotations do nothing, and starting a trace says so.
 */
module dev.jfrtrace.api {
    requires static jdk.jfr;

    exports dev.jfrtrace.api;
    exports dev.jfrtrace.api.spi;

    uses dev.jfrtrace.api.spi.TracerProvider;
}
