package io.limp.files;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.file;
import static io.limp.api.Limp.files;
import static io.limp.api.Limp.me;
import static io.limp.api.Limp.owner;
import static io.limp.api.Limp.permit;
import static io.limp.api.Limp.str;

import io.limp.api.Attr;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import java.util.List;

/**
 * A module that changes single files; one of its attributes is called as an argument of that is.
 */
public final class PhotoAlbum implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<String> NAME = str("name");
  public static final Attr<List<FileRef>> PHOTOS =
      files("photos", photos -> photos.types("image/*").largest(10).count(1, 3)).optional();
  public static final Attr<FileRef> COVER = file("cover", "image/*").optional();
  public static final Attr<FileRef> SEAL = file("seal").optional().writeOnce();
  public static final Attr<List<FileRef>> NOTES = files("notes").optional();
  public static final Attr<List<FileRef>> SECRETS = files("secrets").optional().hidden();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("album")
        .collection("albums")
        .attrs(PhotoAlbum.class)
        .read(anyone())
        .create(permit("create"))
        .update(permit("update"))
        .retrieveFile(anyone())
        .createFile(permit("admin"), permit("update").where(USER.is(me())).drop(NOTES))
        .deleteFile(permit("admin"), permit("update").where(USER.is(me())).drop(NOTES));
  }
}
