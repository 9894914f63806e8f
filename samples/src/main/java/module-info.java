/**
 * Programs that use jfrtrace as a user would, the workload that they record, and the benchmarks.
 */
module dev.jfrtrace.samples {
    requires jdk.jfr;
    requires dev.jfrtrace.bridge;

    exports dev.jfrtrace.samples;
    exports dev.jfrtrace.samples.workload;
}
