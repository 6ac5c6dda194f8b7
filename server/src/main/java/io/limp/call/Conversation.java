package io.limp.call;

/**
 * What is said on one websocket connection, without the socket. The network hands in one frame
 * after the other and sends back what it is given.
 *
 * <p>{@link #hear}, {@link #tooLarge} and {@link #closed} come from virtual threads, one at a time
 * and in the order of the frames; {@link #greeting} and {@link #signedIn} come from the network's
 * own threads and must not block.
 */
public interface Conversation {
  /** The JSON text that every connection starts with. */
  String greeting();

  /** Takes in a text frame, whatever is in it, and says how it is answered. May block. */
  Turn hear(String frame);

  /**
   * Answers a frame that was longer than it may be and was not kept.
   *
   * @param limit how many bytes it might have had
   */
  String tooLarge(long limit);

  /**
   * True when the connection belongs to a session other than the anonymous one. Read at any time,
   * from any thread.
   */
  boolean signedIn();

  /**
   * The connection is gone and every frame that was heard is answered: nothing is called after
   * this. May block.
   */
  void closed();
}
