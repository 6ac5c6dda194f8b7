package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import java.util.Optional;

/**
 * What there is to call, for people and programs: the files that {@code limpd reference} writes, of
 * the modules that serve at the moment. Who may read it reads all of it, whatever they may call.
 */
public final class Reference implements LimpModule {
  private static final Attr<String> NAME = str("name");

  /** The files, which the server writes. */
  @FunctionalInterface
  public interface Files {
    /** The text of that name; empty: there is none. */
    Optional<String> named(String name);
  }

  private final boolean forEveryone;
  private final Files files;

  /**
   * @param forEveryone true: no privilege is asked for
   */
  public Reference(boolean forEveryone, Files files) {
    this.forEveryone = forEveryone;
    this.files = files;
  }

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("reference")
        .method(
            "file",
            m ->
                m.permit(forEveryone ? anyone() : permit("read"))
                    .get()
                    .queryArgs(NAME)
                    .run(this::file));
  }

  private Reply file(Call call) {
    String name = call.args().find(NAME).orElse("");
    String type = name.endsWith(".json") ? Reply.Text.JSON : "text/plain; charset=utf-8";
    return files
        .named(name)
        .<Reply>map(text -> new Reply.Text(text, type))
        .orElseGet(() -> new Reply.NotFound("404 NOT FOUND"));
  }
}
