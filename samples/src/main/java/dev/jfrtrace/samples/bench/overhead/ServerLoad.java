package dev.jfrtrace.samples.bench.overhead;

import dev.jfrtrace.samples.server.BankServer;
import dev.jfrtrace.samples.server.HttpLoadProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A server in this JVM, and its clients in another one. */
final class ServerLoad implements Load {
    /** Twice as many as the server's threads could be busy with on few cores: they queue. */
    private static final int CONNECTIONS = 16;

    private final BankServer server;
    private final Process clients;
    private final PrintStream orders;
    private final BufferedReader answers;

    ServerLoad(Path directory) throws IOException, InterruptedException {
        server = BankServer.start(directory);
        clients =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                // Their garbage is collected on the cores of the server.
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HttpLoadProgram.class.getName(),
                                Integer.toString(server.port()),
                                Integer.toString(CONNECTIONS))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        orders = new PrintStream(clients.getOutputStream(), true, StandardCharsets.US_ASCII);
        answers = clients.inputReader(StandardCharsets.US_ASCII);
    }

    @Override
    public Work run(Duration duration) throws IOException {
        orders.println(duration.toMillis());
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the clients failed");
        }
        String[] numbers = answer.split(" ");
        return new Work(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Double.parseDouble(numbers[2]),
                Double.parseDouble(numbers[3]));
    }

    @Override
    public void close() throws IOException {
        // They end when they can read no more.
        orders.close();
        clients.onExit().join();
        server.close();
    }
}
