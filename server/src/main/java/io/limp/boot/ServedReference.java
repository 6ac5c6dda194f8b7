package io.limp.boot;

import io.limp.core.Reference;
import io.limp.sdk.DescribedApp;
import io.limp.sdk.ReferenceFiles;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The reference of what serves at the moment, written when it is first asked for: a reload puts
 * other modules in the place of those, and they are described anew.
 */
final class ServedReference implements Reference.Files {
  private final AtomicReference<Written> written =
      new AtomicReference<>(new Written(Optional.empty(), Map.of()));
  private volatile Supplier<Optional<Serving>> serving = Optional::empty;

  /**
   * The files, and of what they are.
   *
   * @param fingerprint that of {@link Serving}
   */
  private record Written(Optional<String> fingerprint, Map<String, String> files) {}

  /** From here on it is of what that gives. */
  void follow(Supplier<Serving> now) {
    serving = () -> Optional.of(now.get());
  }

  @Override
  public Optional<String> named(String name) {
    Optional<Serving> now = serving.get();
    Written last = written.get();
    Optional<String> fingerprint = now.map(Serving::fingerprint);
    if (now.isPresent() && !fingerprint.equals(last.fingerprint())) {
      last = new Written(fingerprint, write(now.get()));
      written.set(last); // two who ask at once write the same
    }
    return Optional.ofNullable(last.files().get(name));
  }

  private static Map<String, String> write(Serving serving) {
    List<String> locales = JoinedWords.of(serving.specs()).locales();
    return ReferenceFiles.of(
        new DescribedApp(serving.modules(), locales, Version.TEXT),
        EnumSet.allOf(ReferenceFiles.Format.class));
  }
}
