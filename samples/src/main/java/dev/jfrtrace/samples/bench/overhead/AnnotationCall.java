package dev.jfrtrace.samples.bench.overhead;

import dev.jfrtrace.api.Region;
import dev.jfrtrace.api.Task;
import dev.jfrtrace.api.Trace;

/** What a program may call, and what {@link AnnotationBenchmark} measures. */
enum AnnotationCall {
    /** What the loop itself takes. */
    NOTHING("nothing") {
        @Override
        int call() {
            return 1;
        }
    },
    IS_ENABLED("isEnabled") {
        @Override
        int call() {
            return Trace.isEnabled() ? 1 : 0;
        }
    },
    LOG("log") {
        @Override
        int call() {
            Trace.log("benchmark", "message");
            return 1;
        }
    },
    LAZY_LOG("log, of a supplier") {
        @Override
        int call() {
            int n = ++calls;
            Trace.log("benchmark", () -> "message " + n);
            return 1;
        }
    },
    REGION("region, and its end") {
        @Override
        int call() {
            try (Region region = Trace.region("region")) {
                return region == null ? 0 : 1;
            }
        }
    },
    TASK("task, and its end") {
        @Override
        int call() {
            try (Task task = Trace.task("task")) {
                return task == null ? 0 : 1;
            }
        }
    };

    /** So that the supplier has something to hold on to; of one thread. */
    private static int calls;

    private final String text;

    AnnotationCall(String text) {
        this.text = text;
    }

    /** The result is to be used, so that no compiler leaves the call out. */
    abstract int call();

    @Override
    public String toString() {
        return text;
    }
}
