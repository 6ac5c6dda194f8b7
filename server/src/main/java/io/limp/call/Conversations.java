package io.limp.call;

/** Where a new websocket connection gets its conversation from. */
@FunctionalInterface
public interface Conversations {
  /** A conversation of its own for a connection that has just been opened. Must not block. */
  Conversation open(Request.Origin origin);
}
