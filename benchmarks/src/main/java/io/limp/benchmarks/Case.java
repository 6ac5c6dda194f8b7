package io.limp.benchmarks;

/** What is asked. */
enum Case {
  ECHO("echo", "the bare echo: same Jetty, same sizes as (a), no JSON"),
  PING("(a) ping", "a signed call of a method that does nothing"),
  HOOKED("(a') hooked", "the same method with a hook before it that does nothing"),
  READ("(b) read", "a signed `user/read` by `_id`"),
  CREATE("(c) create", "a signed `note/create` of a 300-byte document, durable when answered");

  private final String title;
  private final String meaning;

  Case(String title, String meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  String title() {
    return title;
  }

  String meaning() {
    return meaning;
  }
}
