/**
 * A small server with everything in it that a trace should show, and a recorder for it.
 *
 * <pre>
 * Clients ──sockets──▶ OrderServer ──bounded queue──▶ Packing ──▶ Ledger (file)
 *                      parse, quote                   │  Stock ◀── Restocker
 *                      (PriceBook: lock)              │  (monitor: wait, notify)
 *                                                     └─▶ Confirmations (short-lived threads)
 *                      Housekeeping: a scheduled task that sleeps, reads the ledger, calls the GC
 * </pre>
 *
 * <p>The parts are closed in the direction of the arrows, so that no order is lost at the end: what
 * was accepted is packed.
 */
package dev.jfrtrace.samples.workload;
