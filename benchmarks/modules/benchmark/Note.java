package benchmark;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import java.time.Instant;
import java.util.List;

/** What the benchmark creates: an ordinary document of about 300 bytes. */
public final class Note implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<String> TITLE = str("title");
  public static final Attr<String> TEXT = str("text");
  public static final Attr<List<String>> TAGS = list("tags", AttrType.str());
  public static final Attr<Long> RANK = integer("rank");
  public static final Attr<Instant> CREATE_TIME = created("create_time");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("note")
        .collection("notes")
        .attrs(Note.class)
        .read(signedIn())
        .create(signedIn());
  }
}
