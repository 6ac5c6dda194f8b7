package sample_app;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;
import io.limp.core.User;
import java.time.Instant;
import java.util.List;

/**
 * Photo albums. Whoever has signed in may make one, with a form as well; its photos are served over
 * HTTP.
 */
public final class Album implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<LocaleText> TITLE = locale("title");
  public static final Attr<LocaleText> DESC = locale("desc");
  public static final Attr<List<FileRef>> PHOTOS = files("photos", "image/*").defaultsTo(List.of());
  public static final Attr<Instant> CREATE_TIME = created("create_time");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("album")
        .collection("albums")
        .attrs(Album.class)
        .expand(USER, User.class, User.NAME)
        .read(anyone().atMost(100))
        .create(signedIn())
        .method("create", m -> m.post())
        .update(permit("admin"), signedIn().where(USER.is(me())))
        .delete(permit("admin"), signedIn().where(USER.is(me())))
        .retrieveFile(anyone())
        .createFile(permit("admin"), signedIn().where(USER.is(me())))
        .deleteFile(permit("admin"), signedIn().where(USER.is(me())));
  }
}
