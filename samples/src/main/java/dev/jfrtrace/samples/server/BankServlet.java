package dev.jfrtrace.samples.server;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** {@code POST /transfer?from=1&to=2&amount=3} and {@code GET /statement?account=1}. */
final class BankServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Bank bank;

    BankServlet(Bank bank) {
        this.bank = bank;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        answer(
                request,
                response,
                () -> {
                    int amount = number(request, "amount");
                    bank.transfer(number(request, "from"), number(request, "to"), amount);
                    return "moved " + amount + "\n";
                });
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        answer(request, response, () -> bank.statement(number(request, "account")));
    }

    private interface Answer {
        String text() throws SQLException, InterruptedException;
    }

    private static void answer(
            HttpServletRequest request, HttpServletResponse response, Answer answer)
            throws ServletException, IOException {
        byte[] body;
        try {
            body = answer.text().getBytes(StandardCharsets.UTF_8);
        } catch (NumberFormatException e) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, request.getQueryString());
            return;
        } catch (SQLException e) {
            throw new ServletException(e);
        } catch (InterruptedException e) {
            // The server stops.
            Thread.currentThread().interrupt();
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static int number(HttpServletRequest request, String parameter) {
        return Integer.parseInt(request.getParameter(parameter));
    }
}
