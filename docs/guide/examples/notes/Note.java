package notes;

import static io.limp.api.Limp.*;

import io.limp.api.*;

/** Short texts: everybody reads them, who has signed in writes them and changes their own. */
public final class Note implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<String> TEXT = str("text");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("note")
        .collection("notes")
        .attrs(Note.class)
        .read(anyone().atMost(100))
        .create(signedIn())
        .update(signedIn().where(USER.is(me())));
  }
}
