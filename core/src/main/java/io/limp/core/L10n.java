package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import io.limp.api.Texts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts of the packages, for clients that show them: {@code l10n/read} with the locale gives
 * those of every package, each text in the nearest language that has it.
 *
 * <p>A client keeps them with their {@code version} and says it the next time; where it still holds
 * the answer is without {@code texts}.
 */
public final class L10n implements LimpModule {
  public static final Attr<String> LOCALE = str("locale");
  public static final Attr<String> VERSION = str("version");
  public static final Attr<Object> TEXTS = dict("texts");

  /** So much of a SHA-256 that no two versions of an app's texts share it. */
  private static final int VERSION_DIGITS = 16;

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("l10n")
        .method(
            "read",
            m ->
                m.permit(anyone())
                    .optionalQueryArgs(LOCALE, VERSION)
                    .returns(LOCALE, VERSION, TEXTS)
                    .run(L10n::read));
  }

  private static Reply read(Call call) {
    Texts all = call.modules().texts();
    String locale = call.args().find(LOCALE).orElse(all.locales().getFirst());
    Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    for (String name : all.byPackage().keySet()) {
      texts.put(name, all.of(name, locale));
    }
    String version = version(texts);
    Doc answer = Doc.of(LOCALE, locale).with(VERSION, version);
    if (call.args().find(VERSION).filter(version::equals).isPresent()) {
      return new Reply.Result("The texts have not changed.", answer);
    }
    return new Reply.Result("Found the texts.", answer.with(TEXTS, texts));
  }

  private static String version(Map<String, Map<String, String>> texts) {
    try {
      MessageDigest sum = MessageDigest.getInstance("SHA-256");
      texts.forEach(
          (name, all) -> {
            add(sum, name);
            add(sum, String.valueOf(all.size()));
            all.forEach(
                (key, text) -> {
                  add(sum, key);
                  add(sum, text);
                });
          });
      return HexFormat.of().formatHex(sum.digest()).substring(0, VERSION_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static void add(MessageDigest sum, String text) {
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    sum.update((byte) 0); // no text runs into the next
  }
}
