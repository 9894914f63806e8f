package dev.jfrtrace.bridge.live;

import dev.jfrtrace.bridge.source.HandlerException;
import dev.jfrtrace.bridge.source.JfrEvent;
import dev.jfrtrace.bridge.source.chunk.ChunkTail;
import java.io.IOException;

/** Gives a feed what is read of chunks; what the feed throws comes as {@link HandlerException}. */
class FeedHandler implements ChunkTail.Handler {
    private final LiveFeed feed;

    FeedHandler(LiveFeed feed) {
        this.feed = feed;
    }

    @Override
    public void begin() {
        feed.begin();
    }

    @Override
    public void event(JfrEvent event) {
        try {
            feed.event(event);
        } catch (IOException e) {
            throw new HandlerException(e);
        }
    }

    @Override
    public void ahead(JfrEvent event) {
        feed.ahead(event);
    }

    @Override
    public void part(long ticks) {
        try {
            feed.part(ticks);
        } catch (IOException e) {
            throw new HandlerException(e);
        }
    }

    @Override
    public void flush() {
        try {
            feed.flush();
        } catch (IOException e) {
            throw new HandlerException(e);
        }
    }
}
