/**
 * Programs that use jfrtrace as a user would, the workload that they record, and the benchmarks.
 */
module dev.jfrtrace.samples {
    requires java.logging;
    requires java.management;
    requires java.sql;
    requires jdk.attach;
    requires jdk.httpserver;
    requires jdk.jfr;
    requires jdk.management;
    requires dev.jfrtrace.api;
    requires dev.jfrtrace.bridge;
    requires org.apache.tomcat.embed.core;

    exports dev.jfrtrace.samples;
    exports dev.jfrtrace.samples.server;
    exports dev.jfrtrace.samples.workload;
}
