package io.limp.files;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.file;
import static io.limp.api.Limp.files;
import static io.limp.api.Limp.me;
import static io.limp.api.Limp.owner;
import static io.limp.api.Limp.permit;
import static io.limp.api.Limp.str;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.FileArgs;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;
import io.limp.api.Reply;
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
        .deleteFile(permit("admin"), permit("update").where(USER.is(me())).drop(NOTES))
        .beforeCreateFile(PhotoAlbum::refuseIfClosed)
        .beforeDeleteFile(PhotoAlbum::refuseIfClosed)
        .afterDeleteFile((call, reply) -> removed(call));
  }

  private static Call refuseIfClosed(Call call) {
    if (call.trusted(PhotoAlbum.class).read(call.find()).list().stream()
        .anyMatch(PhotoAlbum::isClosed)) {
      throw Refusal.forbidden("CLOSED", "This album is closed.");
    }
    return call;
  }

  private static boolean isClosed(Doc album) {
    return album.get(NAME).equals("closed");
  }

  private static Reply removed(Call call) {
    return Reply.of(NAME, call.args().get(FileArgs.ATTR)).saying("Removed.");
  }
}
