package io.limp.network;

import java.time.Duration;

/**
 * How long the server waits for others.
 *
 * @param ping a websocket that was quiet for about that long gets a ping; shorter than the minute
 *     after which common proxies drop a quiet connection
 * @param idle a connection is ended when nothing came and nothing could be sent for that long: four
 *     missed pings
 * @param text how long a websocket text may take to come; slow enough for 64 MB over a slow line,
 *     quick enough that half-sent texts do not keep the memory of others
 * @param stop how long the running calls may take when the server stops
 */
record Patience(Duration ping, Duration idle, Duration text, Duration stop) {
  static final Patience DEFAULT =
      new Patience(
          Duration.ofSeconds(30),
          Duration.ofSeconds(120),
          Duration.ofMinutes(10),
          Duration.ofSeconds(10));
}
