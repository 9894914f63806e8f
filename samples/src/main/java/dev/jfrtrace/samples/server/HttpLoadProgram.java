package dev.jfrtrace.samples.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * {@link HttpLoad} as a process of its own, so that its threads and its garbage are not those of
 * the server: {@code HttpLoadProgram PORT CONNECTIONS [REQUESTS_PER_SECOND]}. Each line of its
 * standard input is a number of milliseconds to run for, and answered by a line: requests,
 * nanoseconds, p50, p99. Ends with its input.
 */
public final class HttpLoadProgram {
    private HttpLoadProgram() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        InputStreamReader in = new InputStreamReader(System.in, StandardCharsets.US_ASCII);
        BufferedReader lines = new BufferedReader(in);
        try (HttpLoad load = load(args)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                HttpLoad.Result result = load.run(Duration.ofMillis(Long.parseLong(line)));
                System.out.printf(
                        "%d %d %d %d%n",
                        result.requests(), result.nanos(), result.p50Nanos(), result.p99Nanos());
            }
        }
    }

    private static HttpLoad load(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        int connections = Integer.parseInt(args[1]);
        return args.length == 2
                ? new HttpLoad(port, connections)
                : HttpLoad.atRate(port, connections, Integer.parseInt(args[2]));
    }
}
