package io.limp.boot;

import io.limp.api.Gateway;
import io.limp.api.Message;
import io.limp.api.PackageSpec;
import io.limp.gateway.GatewaySettings;
import io.limp.gateway.LogGateway;
import io.limp.gateway.SmtpEmail;
import io.limp.gateway.TwilioSms;
import io.limp.outbox.Gateways;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which gateway carries what: a package's own, else the one that is configured, else, outside
 * production, the log.
 */
final class ChooseGateways {
  private static final String LOG_NAME = "log";

  private static final List<String> USUAL = List.of(Message.SMS, Message.EMAIL);
  private static final Logger LOG = LoggerFactory.getLogger(ChooseGateways.class);

  private ChooseGateways() {}

  static Gateways of(AppConfig config, List<PackageSpec> specs) {
    GatewaySettings settings = config.gateways();
    Map<String, Supplier<Gateway>> makers = new LinkedHashMap<>();
    if (!config.isProduction()) {
      makers.put(LOG_NAME, LogGateway::new);
      USUAL.forEach(name -> makers.put(name, LogGateway::new));
    }
    // Lambdas, for the sake of the start: a class that is not asked for is not loaded.
    settings
        .twilio()
        .ifPresent(
            twilio -> {
              makers.put(Message.SMS, () -> new TwilioSms(twilio, settings.patience()));
              LOG.info("sms: by Twilio, from {}", twilio.from());
            });
    settings
        .smtp()
        .ifPresent(
            smtp -> {
              makers.put(Message.EMAIL, () -> new SmtpEmail(smtp, settings.patience()));
              LOG.info("email: by {}:{}, from {}", smtp.host(), smtp.port(), smtp.from());
            });
    for (PackageSpec spec : specs) {
      spec.gateways().forEach((name, gateway) -> makers.put(name, () -> gateway));
    }
    for (String usual : USUAL) {
      if (!makers.containsKey(usual)) {
        LOG.info("{}: by nobody; messages wait in the outbox. See docs/guide/messages.md", usual);
      }
    }
    return new Gateways(makers);
  }

  /**
   * The names by which messages may be sent. The usual ones are among them also where nobody
   * carries them yet: what is missing is the operator's to give, and no call fails of it.
   */
  static Set<String> names(Gateways gateways) {
    Set<String> names = new LinkedHashSet<>(gateways.names());
    names.addAll(USUAL);
    return names;
  }
}
