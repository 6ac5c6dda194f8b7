package io.limp.spike6;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.created;
import static io.limp.api.Limp.file;
import static io.limp.api.Limp.files;
import static io.limp.api.Limp.locale;
import static io.limp.api.Limp.owner;
import static io.limp.api.Limp.permit;

import io.limp.api.Attr;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;
import java.time.Instant;
import java.util.List;

/** The module of the recorded level-6 server that has files. */
public final class Staff implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<FileRef> PHOTO = file("photo", "image/*").optional();
  public static final Attr<List<FileRef>> DOCS = files("docs").optional();
  public static final Attr<LocaleText> NAME = locale("name");
  public static final Attr<Instant> CREATE_TIME = created("create_time");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("staff")
        .collection("staff")
        .attrs(Staff.class)
        .read(anyone())
        .create(permit("create"))
        .update(permit("admin"))
        .delete(permit("delete"))
        .retrieveFile(anyone())
        .createFile(permit("update"))
        .deleteFile(permit("update"));
  }
}
