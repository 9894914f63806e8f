package dev.jfrtrace.samples.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** The running server. Listens on a free port of the loopback address. */
public final class BankServer implements AutoCloseable {
    private static final int THREADS = 16;

    /** Fewer than threads: there is always somebody who waits for one. */
    private static final int CONNECTIONS = 4;

    /** Kept, since a logger that nobody holds forgets its level. */
    private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");

    static {
        // Tomcat would tell of its steps, and warn that it cannot look for leaks of applications.
        TOMCAT_LOG.setLevel(Level.SEVERE);
    }

    private final ConnectionPool pool;
    private final Bank bank;
    private final Tomcat tomcat;

    private BankServer(ConnectionPool pool, Bank bank, Tomcat tomcat) {
        this.pool = pool;
        this.bank = bank;
        this.tomcat = tomcat;
    }

    /**
     * Starts a server with a new database.
     *
     * @param directory for the files of both; they stay when the server is closed
     * @throws IOException when the database or the server cannot be started
     */
    public static BankServer start(Path directory) throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory).toAbsolutePath();
        try {
            Path file = Files.createTempDirectory(home, "bank-").resolve("bank");
            ConnectionPool pool = new ConnectionPool("jdbc:h2:file:" + file, CONNECTIONS);
            Bank bank = new Bank(pool);
            Tomcat tomcat = tomcat(home, new BankServlet(bank));
            tomcat.start();
            return new BankServer(pool, bank, tomcat);
        } catch (SQLException | LifecycleException e) {
            throw new IOException(e);
        }
    }

    private static Tomcat tomcat(Path home, BankServlet servlet) {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(home.toString());
        tomcat.setPort(0);
        Connector connector = tomcat.getConnector();
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxThreads", Integer.toString(THREADS));
        // Tomcat's default is to close a connection after 100 requests.
        connector.setProperty("maxKeepAliveRequests", "-1");
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "bank", servlet).addMapping("/*");
        return tomcat;
    }

    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    /** For tests: whether all money is still there. */
    boolean isBalanced() throws SQLException, InterruptedException {
        return bank.total() == Bank.ACCOUNTS * Bank.OPENING_BALANCE;
    }

    @Override
    public void close() throws IOException {
        try {
            tomcat.stop();
            tomcat.destroy();
            pool.close();
        } catch (LifecycleException | SQLException e) {
            throw new IOException(e);
        }
    }
}
