package dev.jfrtrace.samples.server;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection that asks again and again, as a browser's. Speaks no more of HTTP than the server
 * here does, since the client shares the cores with what is measured.
 */
final class HttpConnection implements Closeable {
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;

    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a request without a body, and reads the answer to its end. Returns the status. */
    int request(String method, String target) throws IOException {
        String head = method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n";
        String text = head + (method.equals("POST") ? "Content-Length: 0\r\n\r\n" : "\r\n");
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return readAnswer();
    }

    private int readAnswer() throws IOException {
        String[] status = readLine().split(" ", 3);
        if (status.length < 2) {
            throw new ProtocolException("no HTTP: " + String.join(" ", status));
        }
        int length = 0;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        in.skipNBytes(length);
        return Integer.parseInt(status[1]);
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
