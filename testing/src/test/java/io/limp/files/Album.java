package io.limp.files;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.bool;
import static io.limp.api.Limp.file;
import static io.limp.api.Limp.files;
import static io.limp.api.Limp.integer;
import static io.limp.api.Limp.list;
import static io.limp.api.Limp.permit;
import static io.limp.api.Limp.str;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.FileRef;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import java.util.List;

/** Documents with photos that come by HTTP POST. */
public final class Album implements LimpModule {
  static final int LARGEST = 300_000;

  public static final Attr<String> TITLE = str("title");
  public static final Attr<Long> YEAR = integer("year").optional();
  public static final Attr<Boolean> OPEN = bool("open").optional();
  public static final Attr<List<String>> TAGS = list("tags", AttrType.str()).optional();
  public static final Attr<FileRef> COVER =
      file("cover", f -> f.types("image/*").largest(LARGEST)).optional();
  public static final Attr<List<FileRef>> PHOTOS =
      files("photos", f -> f.types("image/*").count(0, 3)).optional();

  private static final Attr<FileRef> SCAN = file("scan", f -> f.largest(LARGEST));
  private static final Attr<String> HASH = str("hash");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("album")
        .collection("albums")
        .attrs(Album.class)
        .read(anyone())
        .create(permit("create"))
        .method("create", m -> m.post())
        .update(permit("update"))
        .method("update", m -> m.post())
        .method(
            "scan",
            m -> m.permit(permit("create")).queryArgs(TITLE).docArgs(SCAN).post().run(this::scan))
        .method(
            "look",
            m -> m.permit(anyone()).docArgs(SCAN).optionalDocArgs(YEAR).post().run(this::look));
  }

  private Reply scan(Call call) {
    if (call.args().get(TITLE).equals("refused")) {
      throw Refusal.badRequest("NO_SCAN", "This is not scanned.");
    }
    return new Reply.Created(
        call.trusted(Album.class)
            .create(Doc.of(TITLE, call.args().get(TITLE)).with(COVER, call.doc().get(SCAN))));
  }

  private Reply look(Call call) {
    FileRef scan = call.doc().get(SCAN);
    return Reply.of(Doc.of(TITLE, scan.name()).with(HASH, scan.hash()).with(YEAR, scan.size()));
  }
}
