package io.limp.sdk;

final class OpenApi {
  private OpenApi() {}
  static String of(DescribedApp app) { return ""; }
}
