package io.limp.network;

import java.util.Optional;
import java.util.Set;

/**
 * Where the server listens and whom it lets in.
 *
 * @param host the address to bind; {@code 0.0.0.0} for all
 * @param port 0 for one that is free
 * @param tls empty: cleartext
 * @param origins the web origins whose pages may open a websocket, such as {@code
 *     https://app.example.com}; empty: all
 */
public record Listen(String host, int port, Optional<Tls> tls, Set<String> origins) {
  public Listen {
    origins = Set.copyOf(origins);
  }
}
