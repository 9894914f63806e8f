/**
 * Stage 3 of 4, of which the encoder is the last. Takes records in the order of their starts, gives
 * the events of a Go trace in the order of their times.
 *
 * <p>What is what: a goroutine (G) is a Java thread, virtual or not, or a thread of the VM. A
 * thread (M) is the operating system's. A proc (P) is a place to run: a thread holds one while it
 * is known to run, the lowest that is free. Two are for ever: the dispatcher on P 0, which has no
 * goroutine and does what nobody is known to have done (creates and wakes threads), and the VM
 * thread on P 1 ({@link dev.jfrtrace.bridge.translate.Cast}).
 *
 * <p>Each record is planned by the handler of its family, which puts steps at its start and its end
 * on the {@link dev.jfrtrace.bridge.translate.Timeline}; the timeline carries them out in the order
 * of time, some way behind the records, so that what a thread does next is known when it falls
 * silent. Rules that bind here:
 *
 * <ul>
 *   <li><b>T1</b> A thread is shown running only on evidence: from an event, a sample or the end of
 *       a wait up to the next, if that comes within {@link
 *       dev.jfrtrace.bridge.translate.Silence#GAP}. Otherwise every idle thread would look busy.
 *   <li><b>T2</b> A thread's state changes only as {@link
 *       dev.jfrtrace.bridge.translate.ThreadState} allows. Otherwise the trace would be refused.
 *   <li><b>T3</b> While the world is stopped, no Java thread starts to run; what it is said to do
 *       is put off to the end of the pause. Otherwise the pause would be a lie.
 *   <li><b>T4</b> Every record meets exactly one {@link dev.jfrtrace.bridge.mapping.Fate}.
 *       Otherwise something is lost in silence.
 * </ul>
 *
 * <p>What is where:
 *
 * <ul>
 *   <li>The line: {@code Translator}, {@code Planner}, {@code Stage} (what handlers share), {@code
 *       Timeline} and {@code Calendar} (steps in the order of time), {@code Turns} (those put off),
 *       {@code Encoding} and {@code Generations} (events out); {@code GapBridge} and {@code
 *       MissingPart} for what is lost.
 *   <li>Handlers, a family each: {@code BlockingEvents}, {@code IoEvents}, {@code ThreadEvents},
 *       {@code VirtualThreadEvents}, {@code GcEvents}, {@code HeapEvents}, {@code SampleEvents},
 *       {@code CpuEvents}, {@code QuotaEvents}, {@code AnnotationEvents}, {@code OwnEvents}.
 *   <li>What threads do: {@code ThreadModel}, {@code ThreadTable}, {@code TracedThread}, {@code
 *       ThreadState}, {@code World} and {@code Pauses}, {@code ProcPool}, {@code Mounting}, {@code
 *       Regions}; who wakes whom: {@code Wait}, {@code Wakers}, {@code Notices}.
 *   <li>What is inferred: {@code Silence}, {@code Word}, {@code NativeLooks}, {@code EarlierWords},
 *       {@code WaitPlaces} of waiting; {@code CpuEvidence} and {@code CpuBudget} of running.
 *   <li>What things are called: {@code Cast}, {@code Names}, {@code GoroutineNames}, {@code
 *       Labels}, {@code BlockReason}, {@code StackTranslator}.
 *   <li>What logs say, as it is written and as {@code summary} reads it: the classes whose names
 *       end in {@code Log}.
 * </ul>
 */
package dev.jfrtrace.bridge.translate;
