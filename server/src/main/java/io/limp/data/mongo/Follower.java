package io.limp.data.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears, by a change stream, that something was added to the change log. It only wakes the writer,
 * which reads the log itself: a stream that broke, or whose place the server no longer knows (error
 * 286), is opened anew and nothing is missed.
 */
final class Follower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Connection connection;
  private final Runnable news;
  private final Thread thread;
  private volatile boolean open = true;

  Follower(Connection connection, Runnable news) {
    this.connection = connection;
    this.news = news;
    this.thread = Thread.ofVirtual().name("mongo-follower").unstarted(this::follow);
  }

  void start() {
    thread.start();
  }

  private void follow() {
    while (open) {
      try {
        hear();
      } catch (MongoException | IllegalStateException e) {
        if (open) {
          LOG.debug("The change stream broke: {}", e.getMessage());
        }
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        // close() ends it.
        return;
      }
    }
  }

  private void hear() {
    MongoCollection<BsonDocument> log =
        connection.patient().getCollection(ChangeLog.NAME, BsonDocument.class);
    try (MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> stream =
        log.watch().maxAwaitTime(PAUSE.toMillis(), TimeUnit.MILLISECONDS).cursor()) {
      // What was written before the stream was open.
      news.run();
      while (open) {
        if (stream.tryNext() != null) {
          news.run();
        }
      }
    }
  }

  @Override
  public void close() {
    open = false;
    thread.interrupt();
  }
}
