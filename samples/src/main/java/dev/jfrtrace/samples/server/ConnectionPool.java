package dev.jfrtrace.samples.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A fixed number of connections to a database, lent to one thread at a time. */
final class ConnectionPool implements AutoCloseable {
    private final List<Connection> all = new ArrayList<>();
    private final BlockingQueue<Connection> free;

    /** Work on a connection that is the caller's alone meanwhile. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    ConnectionPool(String url, int size) throws SQLException {
        free = new ArrayBlockingQueue<>(size);
        for (int i = 0; i < size; i++) {
            Connection connection = DriverManager.getConnection(url);
            connection.setAutoCommit(false);
            all.add(connection);
            free.add(connection);
        }
    }

    /** Does the work as one transaction, when a connection is free. */
    <T> T transaction(Work<T> work) throws SQLException, InterruptedException {
        Connection connection = free.take();
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            free.add(connection);
        }
    }

    /** To be called when nobody works any more. The database closes with its last connection. */
    @Override
    public void close() throws SQLException {
        for (Connection connection : all) {
            connection.close();
        }
    }
}
