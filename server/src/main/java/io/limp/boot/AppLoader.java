package io.limp.boot;

/** Starts the whole. */
public final class AppLoader {
  private AppLoader() {}

  /**
   * Starts a server as it is configured.
   *
   * @throws StartRefused when it cannot, with the reasons
   */
  public static App start(AppConfig config) {
    throw new UnsupportedOperationException("There is no server yet: " + config);
  }
}
