package io.limp.sdk;

import io.limp.call.ModuleTable;
import java.util.List;

/**
 * What is described.
 *
 * @param modules those that serve, in order
 * @param locales the app's languages, the default one first
 * @param version of limpd
 */
public record DescribedApp(ModuleTable modules, List<String> locales, String version) {
  public DescribedApp {
    locales = List.copyOf(locales);
  }
}
