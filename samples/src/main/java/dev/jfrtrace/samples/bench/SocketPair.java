package dev.jfrtrace.samples.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A connection over the loopback interface, with a thread that asks and one that answers. */
final class SocketPair implements AutoCloseable {
    private static final int MAX_BYTES = 2_048;

    private final Socket caller;
    private final Socket answerer;

    private SocketPair(Socket caller, Socket answerer) {
        this.caller = caller;
        this.answerer = answerer;
    }

    static SocketPair open() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            Socket caller = new Socket(loopback, server.getLocalPort());
            Socket answerer = server.accept();
            caller.setTcpNoDelay(true);
            answerer.setTcpNoDelay(true);
            return new SocketPair(caller, answerer);
        }
    }

    /** Sends a message and waits for the answer, until the pair is closed. */
    void ask(CallChain chain) throws Exception {
        DataInputStream in = new DataInputStream(caller.getInputStream());
        DataOutputStream out = new DataOutputStream(caller.getOutputStream());
        byte[] buffer = new byte[MAX_BYTES];
        while (true) {
            int length = Integer.BYTES + chain.random(MAX_BYTES - Integer.BYTES);
            buffer[0] = (byte) (length >> 8);
            buffer[1] = (byte) length;
            chain.call(() -> out.write(buffer, 0, length));
            chain.call(() -> in.readFully(buffer, 0, length));
        }
    }

    /** Answers each message with itself, until the pair is closed. */
    void answer(CallChain chain) throws Exception {
        DataInputStream in = new DataInputStream(answerer.getInputStream());
        DataOutputStream out = new DataOutputStream(answerer.getOutputStream());
        byte[] buffer = new byte[MAX_BYTES];
        while (true) {
            chain.call(() -> in.readFully(buffer, 0, 2));
            int length = (buffer[0] & 0xff) << 8 | buffer[1] & 0xff;
            chain.call(() -> in.readFully(buffer, 2, length - 2));
            chain.call(() -> out.write(buffer, 0, length));
        }
    }

    @Override
    public void close() throws IOException {
        try (caller) {
            answerer.close();
        }
    }
}
