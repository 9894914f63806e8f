package dev.jfrtrace.encoder.read;

/**
 * Tells events apart by what they have. A method may ask its event for all that belongs to its
 * kinds.
 *
 * @param <X> what the methods may throw
 */
public abstract class EventVisitor<X extends Exception> {
    protected EventVisitor() {}

    /** Calls the method for the event's kind. */
    protected final void visit(TraceEvent event) throws X {
        switch (event.kind()) {
            case STATE_TRANSITION:
                transition(event);
                break;
            case RANGE_BEGIN:
            case RANGE_ACTIVE:
            case RANGE_END:
                range(event);
                break;
            case METRIC:
                metric(event);
                break;
            case LABEL:
                label(event);
                break;
            case TASK_BEGIN:
            case TASK_END:
                task(event);
                break;
            case REGION_BEGIN:
            case REGION_END:
                region(event);
                break;
            case LOG:
                log(event);
                break;
            case STACK_SAMPLE:
                sample(event);
                break;
            case SYNC:
                sync(event);
                break;
            default:
                experimental(event);
                break;
        }
    }

    protected abstract void transition(TraceEvent event) throws X;

    /** Of all three kinds. */
    protected abstract void range(TraceEvent event) throws X;

    protected abstract void metric(TraceEvent event) throws X;

    protected abstract void label(TraceEvent event) throws X;

    /** A begin or an end. */
    protected abstract void task(TraceEvent event) throws X;

    /** A begin or an end. */
    protected abstract void region(TraceEvent event) throws X;

    protected abstract void log(TraceEvent event) throws X;

    /** A CPU sample, which has nothing but what all events have. */
    protected void sample(TraceEvent event) throws X {}

    protected abstract void sync(TraceEvent event) throws X;

    protected abstract void experimental(TraceEvent event) throws X;
}
