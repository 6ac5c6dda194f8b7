package io.limp.call;

/** What is said on a connection whose level is known; one class for each way of speaking. */
interface LevelConversation {
  /** As {@link Conversation#hear}, for a frame that is a JSON object. */
  Turn hear(Envelope envelope);

  /** As {@link Conversation#signedIn}. */
  boolean signedIn();

  /** As {@link Conversation#closed}. */
  void closed();
}
