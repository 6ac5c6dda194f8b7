package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.call.LoadedModule;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecCheckTest {
  /** A module that stands for those that come with the server. */
  private static final class BuiltIn implements LimpModule {
    @Override
    public ModuleSpec spec() {
      return ModuleSpec.of("user");
    }
  }

  private static final LoadedModule USER =
      new LoadedModule("core", new BuiltIn(), new BuiltIn().spec());

  @TempDir Path temp;
  private ModulesFolder modules;

  @BeforeEach
  void emptyFolder() {
    modules = new ModulesFolder(temp);
  }

  @Test
  void allMistakesAreToldAtOnceWithTheNearestRightName() {
    modules
        .file(
            "blog/Blog.java",
            """
            package blog;

            import static io.limp.api.Limp.*;
            import io.limp.api.*;
            import java.util.List;

            public final class Blog implements LimpModule {
              public static final Attr<Id> USER = owner("user");
              public static final Attr<String> TITLE = str("title");
              public static final Attr<String> OTHER = str("title");
              public static final Attr<String> WRONG = str("Sub-Title");
              public static final Attr<String> STATUS = literal("status", "draft", "published").defaultsTo("drft");
              public static final Attr<Id> CAT = id("cat");
              private static final Attr<String> GONE = str("titel");

              @Override
              public ModuleSpec spec() {
                return ModuleSpec.of("blog")
                    .collection("blogs")
                    .attrs(Blog.class)
                    .unique(GONE)
                    .expand(CAT, Cat.class, GONE)
                    .expand(TITLE, Cat.class)
                    .read(permit("raed"), anyone().where(STATUS.is("publishd")))
                    .update(
                        permit("admin").keep(TITLE),
                        permit("update")
                            .where(new Query.Compare("cat.nmae", Query.Op.EQ, me()))
                            .set(GONE, "x"))
                    .beforeCreate(call -> call)
                    .method("count", m -> m.get().docArgs(TITLE).run(call -> new Reply.Empty()));
              }
            }
            """)
        .file(
            "blog/Cat.java",
            """
            package blog;

            import static io.limp.api.Limp.*;
            import io.limp.api.*;

            public final class Cat implements LimpModule {
              public static final Attr<String> NAME = str("name");

              @Override
              public ModuleSpec spec() {
                return ModuleSpec.of("cat").attrs(Cat.class).read(anyone());
              }
            }
            """)
        .file(
            "blog/BlogPackage.java",
            """
            package blog;

            import io.limp.api.*;

            public final class BlogPackage implements LimpPackage {
              @Override
              public PackageSpec spec() {
                return PackageSpec.of("blog")
                    .locales("en_AE", "english")
                    .setting("since", java.time.Instant.EPOCH)
                    .group(
                        Id.of("5f00000000000000000000e1"),
                        LocaleText.of("en_AE", "Editors"),
                        Privileges.of("blog", "reed").and(Privileges.of("bolg", "read")))
                    .index(Blog.class, Cat.NAME);
              }
            }
            """);

    modules.check(USER);

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/blog/Blog.java:10: blog: two attributes are called title
                public static final Attr<String> OTHER = str("title");
                                                              ^

            modules/blog/Blog.java:11: blog: "Sub-Title" is no name for an attribute: small letters, digits and _, no digit first
                public static final Attr<String> WRONG = str("Sub-Title");
                                                              ^

            modules/blog/Blog.java:12: blog: the default: no value "drft", perhaps "draft"; status has draft, published
                public static final Attr<String> STATUS = literal("status", "draft", "published").defaultsTo("drft");
                                                                                                              ^

            modules/blog/Blog.java:21: blog: unique: no attribute "titel", perhaps "title"; blog has user, title, Sub-Title, status, cat, _id
                .unique(GONE)
                        ^

            modules/blog/Blog.java:22: blog: expand: no attribute "titel"; cat has name, _id
                .expand(CAT, Cat.class, GONE)
                                        ^

            modules/blog/Blog.java:23: blog: expand: title is str, not an id or a list of ids
                .expand(TITLE, Cat.class)
                        ^

            modules/blog/Blog.java:24: blog.read: no privilege "raed", perhaps "read"; blog has read, create, update, delete, admin
                .read(permit("raed"), anyone().where(STATUS.is("publishd")))
                              ^

            modules/blog/Blog.java:24: blog.read: no value "publishd", perhaps "published"; status has draft, published
                .read(permit("raed"), anyone().where(STATUS.is("publishd")))
                                                                ^

            modules/blog/Blog.java:28: blog.update: no attribute "nmae", perhaps "name"; cat has name, _id
                .where(new Query.Compare("cat.nmae", Query.Op.EQ, me()))
                                          ^

            modules/blog/Blog.java:29: blog.update: set: no attribute "titel", perhaps "title"; blog has user, title, Sub-Title, status, cat, _id
                .set(GONE, "x"))
                     ^

            modules/blog/Blog.java:30: blog.create: there are words on it, but blog has no such method; .create(...) adds it
                .beforeCreate(call -> call)

            modules/blog/Blog.java:31: blog.count: a GET brings no doc, so it can have no doc args
                .method("count", m -> m.get().docArgs(TITLE).run(call -> new Reply.Empty()));
                                              ^

            modules/blog/BlogPackage.java:8: blog: index: no attribute "name"; blog has user, title, Sub-Title, status, cat, _id
                return PackageSpec.of("blog")

            modules/blog/BlogPackage.java:9: blog: "english" is no locale, such as en_AE
                .locales("en_AE", "english")
                                   ^

            modules/blog/BlogPackage.java:10: blog: the setting since is of the class Instant, not a text, number, boolean, list or map of these
                .setting("since", java.time.Instant.EPOCH)
                          ^

            modules/blog/BlogPackage.java:14: blog: no privilege "reed", perhaps "read"; blog has read, create, update, delete, admin
                Privileges.of("blog", "reed").and(Privileges.of("bolg", "read")))
                                       ^

            modules/blog/BlogPackage.java:14: blog: no module "bolg", perhaps "blog"; the server has user, blog, cat
                Privileges.of("blog", "reed").and(Privileges.of("bolg", "read")))
                                                                 ^

            modules/blog/Cat.java:11: cat.read: cat keeps no documents; .collection("...") says where it would
                return ModuleSpec.of("cat").attrs(Cat.class).read(anyone());
                                                             ^

            modules/blog/Blog.java:24: warning: blog.read: its permit looks at every document: .index(STATUS) would help
                .read(permit("raed"), anyone().where(STATUS.is("publishd")))
                                               ^

            modules/blog/Blog.java:26: warning: blog.update: keep: title is given by the caller anyway, not by the server
                permit("admin").keep(TITLE),

            modules/blog/Blog.java:31: warning: blog.count: nobody can call it: it has no permit
                .method("count", m -> m.get().docArgs(TITLE).run(call -> new Reply.Empty()));
                         ^

            18 problems, 3 warnings in 3 files\
            """);
  }

  @Test
  void theWordsOfAHistoryAreCheckedToo() {
    modules
        .file(
            "news/Item.java",
            """
            package news;

            import static io.limp.api.Limp.*;
            import io.limp.api.*;

            public final class Item implements LimpModule {
              public static final Attr<String> TITLE = str("title");
              private static final Attr<Long> VIEWS = integer("viws");

              @Override
              public ModuleSpec spec() {
                return ModuleSpec.of("item").collection("items").attrs(Item.class)
                    .diff(VIEWS)
                    .update(permit("update"))
                    .delete(permit("delete"))
                    .undelete(permit("undelete"))
                    .forceDelete(permit("purge"))
                    .method("undo", m -> m.permit(anyone()).run(call -> new Reply.Empty()));
              }
            }
            """)
        .file(
            "news/Feed.java",
            """
            package news;

            import static io.limp.api.Limp.*;
            import io.limp.api.*;

            public final class Feed implements LimpModule {
              @Override
              public ModuleSpec spec() {
                return ModuleSpec.of("feed").diff().undelete(anyone()).forceDelete(anyone());
              }
            }
            """);

    modules.check();

    assertThat(modules.report())
        .contains("Item.java:13: item: diff: no attribute \"viws\"; item has title, _id")
        .contains("item.undelete: no privilege \"undelete\"")
        .contains("Item.java:17: item.delete: no privilege \"purge\"")
        .contains("Item.java:18: item: the server gives undo to every module with .diff()")
        .contains("feed.undelete: feed keeps no documents")
        .contains("feed: .diff() keeps the history of documents, and it keeps none")
        .contains("feed: .forceDelete(...) says who may delete for good of those who may delete")
        .contains("7 problems in 2 files");
  }

  @Test
  void aNameIsTakenByABuiltInModuleTheProtocolOrAnotherPackage() {
    modules
        .module("a", "Person", "user")
        .module("b", "Link", "conn")
        .module("c", "Item", "item")
        .module("d", "Thing", "item")
        .module("e", "Big", "Big");

    modules.check(USER);

    assertThat(modules.report())
        .contains("a module cannot be called user: it is built in")
        .contains("a module cannot be called conn: the protocol uses it")
        .contains("there is a module item in c already")
        .contains("\"Big\" is no name for a module: small letters, digits and _, a letter first");
  }

  @Test
  void twoModulesDoNotShareACollection() {
    modules
        .module("c", "Item", "item")
        .file(
            "c/Thing.java",
            """
            package c;

            import static io.limp.api.Limp.*;
            import io.limp.api.*;

            public final class Thing implements LimpModule {
              @Override
              public ModuleSpec spec() {
                return ModuleSpec.of("thing").collection("item").attrs(Item.TITLE).read(permit("read"));
              }
            }
            """);

    modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/c/Thing.java:9: thing: the collection item is that of item
                return ModuleSpec.of("thing").collection("item").attrs(Item.TITLE).read(permit("read"));
                                                          ^

            1 problem in 1 file\
            """);
  }

  @Test
  void anExpansionIntoAModuleThatIsNotLoadedIsTold() {
    modules
        .module("zoo", "Animal", "animal")
        .file(
            "cage/Cage.java",
            """
            package cage;

            import static io.limp.api.Limp.*;
            import io.limp.api.*;
            import zoo.Animal;

            public final class Cage implements LimpModule {
              public static final Attr<Id> ANIMAL = id("animal");

              @Override
              public ModuleSpec spec() {
                return ModuleSpec.of("cage").collection("cages").attrs(Cage.class)
                    .expand(ANIMAL, Animal.class, Animal.TITLE).read(permit("read"));
              }
            }
            """);
    Packages packages = modules.load("cage");

    SpecCheck.check(java.util.List.of(), packages, modules.problems());

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/cage/Cage.java:13: cage: expand: animal refers to Animal, which is not loaded
                .expand(ANIMAL, Animal.class, Animal.TITLE).read(permit("read"));
                                ^

            1 problem in 1 file\
            """);
  }

  @Test
  void aModuleThatCouldNotBeLoadedIsNotMissedAgain() {
    modules
        .module("zoo", "Animal", "animal")
        .file(
            "zoo/Cage.java",
            """
            package zoo;

            import static io.limp.api.Limp.*;
            import io.limp.api.*;

            public final class Cage implements LimpModule {
              public static final Attr<Id> KEEPER = id("keeper");

              @Override
              public ModuleSpec spec() {
                return ModuleSpec.of("cage").collection("cages").attrs(Cage.class)
                    .expand(KEEPER, Keeper.class).read(permit("read"));
              }
            }
            """)
        .file(
            "zoo/Keeper.java",
            """
            package zoo;

            import io.limp.api.*;

            public final class Keeper implements LimpModule {
              @Override
              public ModuleSpec spec() {
                throw new IllegalStateException("not yet");
              }
            }
            """);

    modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/zoo/Keeper.java:8: Keeper: IllegalStateException: not yet
                throw new IllegalStateException("not yet");

            1 problem in 1 file\
            """);
  }

  @Test
  void nobodyCanCallAMethodWithoutPermits() {
    modules.file(
        "zoo/Animal.java",
        """
        package zoo;

        import io.limp.api.*;

        public final class Animal implements LimpModule {
          @Override
          public ModuleSpec spec() {
            return ModuleSpec.of("animal").method("feed", m -> m.run(call -> new Reply.Empty()));
          }
        }
        """);

    modules.check();

    assertThat(modules.problems().hasErrors()).isFalse();
    assertThat(modules.report())
        .startsWith(
            "modules/zoo/Animal.java:8: warning: animal.feed: nobody can call it: it has no"
                + " permit");
  }
}
