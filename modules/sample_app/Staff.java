package sample_app;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;
import java.time.Instant;
import java.util.List;

/** The people of the company: everyone reads them, each may edit their own entry. */
public final class Staff implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<List<FileRef>> PHOTO = files("photo", "image/*").optional();
  public static final Attr<LocaleText> NAME = locale("name");
  public static final Attr<LocaleText> JOBTITLE = locale("jobtitle");
  public static final Attr<LocaleText> BIO = locale("bio");
  public static final Attr<Instant> CREATE_TIME = created("create_time");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("staff")
        .collection("staff")
        .attrs(Staff.class)
        .diff()
        .read(anyone().atMost(100))
        .create(permit("create"))
        .update(
            permit("admin"),
            permit("update").where(USER.is(me())).accepts(PHOTO, NAME, JOBTITLE, BIO))
        .delete(permit("delete"))
        .forceDelete(permit("admin"))
        .undelete(permit("admin"))
        .retrieveFile(anyone());
  }
}
