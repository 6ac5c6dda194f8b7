/** What the authors of modules import. */
module io.limp.api {
  requires transitive org.jspecify;

  exports io.limp.api;
}
