package io.limp.call;

import io.limp.api.PackageSpec.ClientApp;
import java.util.List;
import java.util.Map;

/**
 * Which clients may speak with the server.
 *
 * @param anonToken signs the calls of level 6 while nobody has signed in; everybody knows it
 * @param apps the apps that may connect, by their ids; empty: all
 * @param allowsLevel1 true: clients of level 1 may connect, which have no handshake
 */
public record ClientRules(String anonToken, Map<String, ClientApp> apps, boolean allowsLevel1) {
  public static final String DEFAULT_ANON_TOKEN = "__ANON_TOKEN_f00000000000000000000012";

  /** The rules of an app that has none of its own. */
  public static final ClientRules DEFAULT = new ClientRules(DEFAULT_ANON_TOKEN, Map.of(), true);

  public ClientRules {
    apps = Map.copyOf(apps);
  }

  /**
   * True when that app may connect from that page.
   *
   * @param app what the client says it is; empty: it does not
   * @param page the origin of the page that it runs in; empty: in none
   */
  boolean allows(String app, String page) {
    if (apps.isEmpty()) {
      return true;
    }
    ClientApp known = apps.get(app);
    return known != null && (!known.type().equals(ClientApp.WEB) || isFrom(known.hosts(), page));
  }

  private static boolean isFrom(List<String> hosts, String page) {
    return hosts.stream().anyMatch(page::equalsIgnoreCase);
  }
}
