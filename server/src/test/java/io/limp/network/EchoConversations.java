package io.limp.network;

import io.limp.call.Conversation;
import io.limp.call.Conversations;
import io.limp.call.Request;
import io.limp.call.Turn;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A small protocol for the tests of the network: answers what it gets, and does what a few words
 * tell it. {@code signin} makes the connection one of a user; {@code wait} blocks until {@link
 * #goOn}, {@code wait again} until {@link #goOnAgain}; {@code big:N} answers N characters; {@code
 * fail} throws.
 */
final class EchoConversations implements Conversations {
  final List<Request.Origin> origins = new CopyOnWriteArrayList<>();
  final List<String> closed = new CopyOnWriteArrayList<>();
  final CountDownLatch waiting = new CountDownLatch(1);
  final CountDownLatch goOn = new CountDownLatch(1);
  final CountDownLatch goOnAgain = new CountDownLatch(1);

  @Override
  public Conversation open(Request.Origin origin) {
    origins.add(origin);
    return new Echo();
  }

  private final class Echo implements Conversation {
    private volatile boolean signedIn;

    @Override
    public String greeting() {
      return "{\"status\":200,\"msg\":\"Connection ready\"}";
    }

    @Override
    public Turn hear(String frame) {
      return new Turn.Answer(answer(frame));
    }

    private String answer(String frame) {
      if (frame.equals("signin")) {
        signedIn = true;
      } else if (frame.equals("wait")) {
        waiting.countDown();
        await(goOn);
      } else if (frame.equals("wait again")) {
        await(goOnAgain);
      } else if (frame.equals("fail")) {
        throw new IllegalStateException("Told to fail");
      } else if (frame.startsWith("big:")) {
        return "x".repeat(Integer.parseInt(frame.substring(4)));
      } else if (frame.length() > 1000) {
        return "length:" + frame.length();
      }
      return "echo:" + frame;
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String tooLarge(long limit) {
      return "tooLarge:" + limit;
    }

    @Override
    public boolean signedIn() {
      return signedIn;
    }

    @Override
    public void closed() {
      closed.add("closed");
    }
  }
}
