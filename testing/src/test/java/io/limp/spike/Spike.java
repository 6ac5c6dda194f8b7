package io.limp.spike;

import io.limp.testing.TestApp;

/** Apps that run what the recorded servers ran. */
public final class Spike {
  private Spike() {}

  /** The built-in modules and those of the recorded servers, with their package names. */
  public static TestApp.Setup setup() {
    return TestApp.of("spike", new Note(), new Item(), new Staff())
        .modules("template", new Blog(), new BlogCat());
  }

  public static TestApp start() {
    return setup().start();
  }
}
