package dev.jfrtrace.samples.bench.overhead;

import dev.jfrtrace.samples.server.BankServer;
import dev.jfrtrace.samples.server.HttpLoadProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A server in this JVM, and its clients in another one. */
final class ServerLoad implements Load {
    /** Twice as many as the server's threads could be busy with on few cores: they queue. */
    private static final int CONNECTIONS = 16;

    private final BankServer server;
    private final Process clients;
    private final PrintStream orders;
    private final BufferedReader answers;

    /**
     * @param rate requests per second; or none, for as many as it answers
     */
    ServerLoad(Path directory, OptionalInt rate) throws IOException, InterruptedException {
        server = BankServer.start(directory);
        clients =
                new ProcessBuilder(command(server.port(), rate))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        orders = new PrintStream(clients.getOutputStream(), true, StandardCharsets.US_ASCII);
        answers = clients.inputReader(StandardCharsets.US_ASCII);
    }

    private static List<String> command(int port, OptionalInt rate) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Their garbage is collected on the cores of the server.
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(HttpLoadProgram.class.getName());
        command.addAll(List.of(Integer.toString(port), Integer.toString(CONNECTIONS)));
        rate.ifPresent(perSecond -> command.add(Integer.toString(perSecond)));
        return command;
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
