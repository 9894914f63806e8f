package dev.jfrtrace.samples.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/** Accounts and the latest transfers between them, in SQL. */
final class Bank {
    static final int ACCOUNTS = 1_000;
    static final long OPENING_BALANCE = 10_000;

    /** The journal is a ring: it must not grow, or an hour of load would not be like the first. */
    private static final int JOURNAL = 5_000;

    private static final int STATEMENT = 20;

    private final ConnectionPool pool;
    private final AtomicLong transfers = new AtomicLong();

    Bank(ConnectionPool pool) throws SQLException, InterruptedException {
        this.pool = pool;
        pool.transaction(Bank::create);
    }

    private static Void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE account(id INT PRIMARY KEY, balance BIGINT)");
            statement.execute(
                    "CREATE TABLE journal(slot INT PRIMARY KEY, payer INT, payee INT, amount INT)");
            statement.execute(
                    String.format(
                            "INSERT INTO account SELECT x - 1, %d FROM system_range(1, %d)",
                            OPENING_BALANCE, ACCOUNTS));
        }
        return null;
    }

    /** Moves an amount from one account to another one. */
    void transfer(int payer, int payee, int amount) throws SQLException, InterruptedException {
        int slot = (int) (transfers.getAndIncrement() % JOURNAL);
        pool.transaction(
                connection -> {
                    // The lower account first, always: two transfers cannot wait for each other.
                    if (payer < payee) {
                        add(connection, payer, -amount);
                        add(connection, payee, amount);
                    } else {
                        add(connection, payee, amount);
                        add(connection, payer, -amount);
                    }
                    note(connection, slot, payer, payee, amount);
                    return null;
                });
    }

    private static void add(Connection connection, int account, int amount) throws SQLException {
        update(
                connection,
                "UPDATE account SET balance = balance + ? WHERE id = ?",
                amount,
                account);
    }

    private static void note(Connection connection, int slot, int payer, int payee, int amount)
            throws SQLException {
        String sql = "MERGE INTO journal KEY(slot) VALUES(?, ?, ?, ?)";
        update(connection, sql, slot, payer, payee, amount);
    }

    private static void update(Connection connection, String sql, int... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setInt(i + 1, values[i]);
            }
            if (statement.executeUpdate() != 1) {
                throw new SQLException("not one row: " + sql);
            }
        }
    }

    /** The balance of an account, and transfers of some time. */
    String statement(int account) throws SQLException, InterruptedException {
        int first = account * (JOURNAL / ACCOUNTS);
        return pool.transaction(
                connection -> {
                    StringBuilder text = new StringBuilder();
                    text.append("balance ").append(balance(connection, account)).append('\n');
                    appendJournal(connection, first, text);
                    return text.toString();
                });
    }

    private static long balance(Connection connection, int account) throws SQLException {
        String sql = "SELECT balance FROM account WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, account);
            return number(statement.executeQuery());
        }
    }

    private static void appendJournal(Connection connection, int first, StringBuilder text)
            throws SQLException {
        String sql = "SELECT payer, payee, amount FROM journal WHERE slot BETWEEN ? AND ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, first);
            statement.setInt(2, first + STATEMENT - 1);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                text.append(rows.getInt(1)).append(" to ").append(rows.getInt(2));
                text.append(": ").append(rows.getInt(3)).append('\n');
            }
        }
    }

    /** The sum over all accounts, which no transfer changes. */
    long total() throws SQLException, InterruptedException {
        return pool.transaction(
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return number(statement.executeQuery("SELECT SUM(balance) FROM account"));
                    }
                });
    }

    private static long number(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            throw new SQLException("no such row");
        }
        return rows.getLong(1);
    }
}
