package io.limp.sdk;

import java.util.Map;

final class Pages {
  private Pages() {}
  static Map<String, String> of(DescribedApp app) { return Map.of(); }
}
