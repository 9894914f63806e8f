package dev.jfrtrace.samples.live;

import dev.jfrtrace.api.Tracer;
import dev.jfrtrace.samples.workload.EmbeddedWorkload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Traces a workload and streams the bytes to another process, which writes the file: first {@code
 * TraceOverSocket receive OUT.trace}, which prints its port, then {@code TraceOverSocket send
 * PORT}.
 */
public final class TraceOverSocket {
    private static final Duration DURATION = Duration.ofSeconds(2);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private TraceOverSocket() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args[0].equals("send")) {
            send(Integer.parseInt(args[1]));
        } else {
            receive(Path.of(args[1]));
        }
    }

    private static void send(int port) throws IOException, InterruptedException {
        Tracer tracer = Tracer.system();
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(HERE, port))) {
            tracer.startTrace();
            Thread reader = new Thread(() -> forward(tracer, channel), "trace forwarder");
            reader.start();
            try {
                EmbeddedWorkload workload = new EmbeddedWorkload();
                workload.run(DURATION);
                System.out.println("orders packed: " + workload.result().packed());
            } finally {
                // Returns when the reader has taken everything, and at once after a discard().
                tracer.stopTrace();
                reader.join();
            }
        }
        System.out.println("the trace is " + tracer.outcome().end());
    }

    /** Reads the trace to its end. A thread of its own does, so that the workload never waits. */
    private static void forward(Tracer tracer, SocketChannel channel) {
        try {
            for (ByteBuffer unit; (unit = tracer.readTrace()) != null; ) {
                // The buffer is good until the next call of readTrace().
                while (unit.hasRemaining()) {
                    channel.write(unit);
                }
            }
        } catch (IOException | InterruptedException e) {
            // Nobody takes the trace any more, so it is switched off. The workload goes on, and
            // what has arrived is a readable trace.
            System.out.println("the trace was not sent to its end: " + e);
            tracer.discard();
        }
    }

    private static void receive(Path file) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
            System.out.println(server.getLocalPort());
            try (Socket sender = server.accept()) {
                // Written as it comes; the trace ends where the stream ends.
                Files.copy(sender.getInputStream(), file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
