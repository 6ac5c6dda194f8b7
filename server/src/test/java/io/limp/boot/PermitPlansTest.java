package io.limp.boot;

import static io.limp.api.Limp.anyone;
import static io.limp.api.Limp.literal;
import static io.limp.api.Limp.me;
import static io.limp.api.Limp.owner;
import static io.limp.api.Limp.permit;
import static io.limp.api.Limp.str;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.call.LoadedModule;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermitPlansTest {
  static final Attr<Id> USER = owner("user");
  static final Attr<String> STATUS = literal("status", "draft", "published");
  static final Attr<String> TITLE = str("title");

  private static final class Blog implements LimpModule {
    @Override
    public ModuleSpec spec() {
      return ModuleSpec.of("blog")
          .collection("blogs")
          .attrs(USER, STATUS, TITLE)
          .read(
              permit("admin"),
              permit("read").where(USER.is(me())),
              anyone().where(STATUS.is("published")))
          .update(permit("update").where(USER.is(me())))
          .delete(permit("admin"));
    }
  }

  @TempDir Path folder;

  private List<String> warnings(List<String> index) {
    Blog blog = new Blog();
    Map<String, AttrType<?>> types = new LinkedHashMap<>();
    blog.spec().attrs().forEach(attr -> types.put(attr.name(), attr.type()));
    try (Data data = SqliteData.open(folder, "test")) {
      data.define(List.of(new CollectionSpec("blogs", types, List.of(), List.of(index))));
      return new PermitPlans(data).warnings(List.of(new LoadedModule("blog", blog, blog.spec())));
    }
  }

  @Test
  void aPermitThatLooksAtEveryDocumentIsToldWithTheIndexThatWouldHelp() {
    assertThat(warnings(List.of("user")))
        .singleElement()
        .asString()
        .startsWith("blog.read (PermitPlansTest.java:")
        .endsWith(": its permit looks at every document: .index(STATUS) would help");
  }

  @Test
  void eachMethodIsToldOnce() {
    assertThat(warnings(List.of("title")))
        .hasSize(3)
        .anySatisfy(
            warning ->
                assertThat(warning).startsWith("blog.update").endsWith(".index(USER) would help"));
  }
}
