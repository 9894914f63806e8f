/**
 * A server as it stands in many data centres, small: Tomcat's threads, SQL on an embedded H2, and a
 * pool with fewer connections than threads, so that there is always somebody waiting. And clients
 * that keep it busy.
 *
 * <pre>
 * HttpLoad ──HTTP, keep-alive──▶ Tomcat's pool ──▶ BankServlet ──▶ Bank ──▶ ConnectionPool ──▶ H2
 * </pre>
 */
package dev.jfrtrace.samples.server;
