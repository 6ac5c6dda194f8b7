package io.limp.call;

import io.limp.api.MethodSpec;
import io.limp.call.Request.Transport;
import java.util.Locale;

/** {@code "staff/read"} to the module and method it names, whatever the case of its letters. */
final class FindMethod {
  private FindMethod() {}

  /** A module and one of its methods. */
  record Target(LoadedModule module, MethodSpec method) {}

  static Target find(ModuleTable modules, Request request) {
    String[] parts = request.endpoint().toLowerCase(Locale.ROOT).split("/", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw Codes.invalidPath();
    }
    LoadedModule module = modules.named(parts[0]).orElseThrow(Codes::invalidModule);
    MethodSpec method = module.spec().methods().get(parts[1]);
    if (method == null) {
      throw Codes.invalidMethod();
    }
    refuseWrongWay(method, request.origin().transport());
    return new Target(module, method);
  }

  private static void refuseWrongWay(MethodSpec method, Transport transport) {
    switch (transport) {
      case WEBSOCKET -> {
        if (method.reach() == MethodSpec.Reach.GET) {
          throw Codes.getMethod();
        }
      }
      case HTTP_GET -> {
        if (method.reach() != MethodSpec.Reach.GET) {
          throw Codes.methodNotAllowed();
        }
      }
      case HTTP_POST -> {
        if (method.reach() != MethodSpec.Reach.POST) {
          throw Codes.methodNotAllowed();
        }
      }
    }
  }
}
