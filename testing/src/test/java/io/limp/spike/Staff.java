package io.limp.spike;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.created;
import static io.limp.api.Limp.files;
import static io.limp.api.Limp.locale;
import static io.limp.api.Limp.owner;
import static io.limp.api.Limp.permit;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import java.time.Instant;
import java.util.List;

/** The module of the recorded servers that has files. */
public final class Staff implements LimpModule {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<List<FileRef>> PHOTO = files("photo");
  public static final Attr<LocaleText> NAME = locale("name");
  public static final Attr<LocaleText> JOBTITLE = locale("jobtitle");
  public static final Attr<LocaleText> BIO = locale("bio");
  public static final Attr<Instant> CREATE_TIME = created("create_time");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("staff")
        .collection("staff")
        .attrs(Staff.class)
        .read(anyone())
        .create(permit("create"))
        .update(permit("update"))
        .delete(permit("delete"))
        .method(
            "retrieve_photo",
            m ->
                m.permit(anyone())
                    .queryArgs(ID, ModuleSpec.FILE_NAME)
                    .get()
                    .run(this::retrievePhoto));
  }

  private Reply retrievePhoto(Call call) {
    String name = call.args().get(ModuleSpec.FILE_NAME);
    return call.trusted(Staff.class).read(call.find()).first().stream()
        .flatMap(staff -> staff.find(PHOTO).orElse(List.of()).stream())
        .filter(photo -> photo.name().equals(name))
        .findFirst()
        .<Reply>map(Reply.Content::new)
        .orElseGet(() -> new Reply.NotFound("Requested content not found."));
  }
}
