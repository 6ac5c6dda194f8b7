package io.limp.core;

import io.limp.api.Secret;
import java.util.Optional;

/** How passwords are taken out of what clients send, kept, and compared. */
public interface Passwords {
  /**
   * The password inside a client's {@code hash}, or the hash itself where it is none that can be
   * read.
   *
   * @param hash base64url JSON, such as {@code {"password":"...","email":"..."}} (level 1) or
   *     {@code {"hash":["email","...","<password>","<anonymous token>"]}} (level 6), or the same
   *     four as one plain text
   * @param attr the attribute that the user signs in with
   * @param value that attribute's value; empty: it did not come along
   * @return empty when the hash is a plain text that cannot be read without the value
   */
  String inside(String hash, String attr, Optional<String> value);

  /** What is kept of a password; slow on purpose. */
  Secret kept(String password);

  /**
   * Whether the hash belongs to the value beside it and holds the password that is kept. Takes as
   * long when nothing is kept.
   *
   * @param value what the user signs in with, such as the e-mail address
   */
  boolean matches(String hash, String attr, String value, Optional<Secret> kept);
}
