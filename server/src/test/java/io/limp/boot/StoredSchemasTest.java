package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.Limp;
import io.limp.api.LimpModule;
import io.limp.api.Migration;
import io.limp.api.ModuleSpec;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.StoredDoc;
import io.limp.data.Write;
import io.limp.data.sqlite.SqliteData;
import io.limp.move.StoredSchema;
import io.limp.move.SystemCollections;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does when the modules are not what they were. */
class StoredSchemasTest {
  private static final Attr<String> TITLE = Limp.str("title");
  private static final Attr<String> STATUS = Limp.str("status");

  @TempDir Path folder;
  private Data data;

  @BeforeEach
  void open() {
    data = SqliteData.open(folder, "test");
  }

  @AfterEach
  void close() {
    data.close();
  }

  private void reopen() {
    close();
    open();
  }

  /** A module that no server asks. */
  private static final class Post implements LimpModule {
    @Override
    public ModuleSpec spec() {
      return ModuleSpec.of("post").collection("posts");
    }
  }

  /** What posts look like; the names of optional attributes end with a question mark. */
  private record Posts(
      Map<String, AttrType<?>> types, Set<String> required, List<List<String>> unique) {
    static Posts of(Object... namesAndTypes) {
      Map<String, AttrType<?>> types = new LinkedHashMap<>();
      List<String> required = new ArrayList<>();
      for (int i = 0; i < namesAndTypes.length; i += 2) {
        String name = (String) namesAndTypes[i];
        if (!name.endsWith("?")) {
          required.add(name);
        }
        types.put(name.replace("?", ""), (AttrType<?>) namesAndTypes[i + 1]);
      }
      return new Posts(types, Set.copyOf(required), List.of());
    }

    Posts unique(String... together) {
      return new Posts(types, required, List.of(List.of(together)));
    }

    StoredSchema schema() {
      return new StoredSchema(new CollectionSpec("posts", types, unique, List.of()), required);
    }
  }

  private static final Posts TITLES = Posts.of("title", new AttrType.Str());
  private static final Posts WITH_STATUS =
      Posts.of("title", new AttrType.Str(), "status", new AttrType.Str());

  private void start(Posts posts, Migration... migrations) {
    new StoredSchemas(
            data, List.of(new StoredSchemas.Module("post", posts.schema())), InstantSource.system())
        .bringTogether(
            List.of(migrations).stream()
                .map(
                    each ->
                        new RunMigrations.Named(
                            "press/" + each.name(), posts.schema().spec(), each))
                .toList());
  }

  private static Migration migration(String name, UnaryOperator<Doc> change) {
    return Migration.of(name, Post.class, change);
  }

  private static Id id(int number) {
    return new Id(0x7000_0000_0000_0000L, number);
  }

  /** Stores posts whose numbers are from 1 to that one. */
  private void store(int count, UnaryOperator<Doc> with) {
    List<Write> writes = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Doc post = Doc.of(LimpModule.ID, id(i)).with(TITLE, "post " + i);
      writes.add(new Write.Insert("posts", with.apply(post)));
    }
    data.write(id(0), writes);
  }

  private List<Doc> posts() {
    return data.scan("posts", Optional.empty(), 1000).stream().map(StoredDoc::doc).toList();
  }

  @Test
  void newOptionalAttributesJustHappen() {
    start(TITLES);
    store(3, post -> post);
    start(Posts.of("title", new AttrType.Str(), "status?", new AttrType.Str()));
    assertThat(posts()).hasSize(3);
  }

  @Test
  void aRequiredAttributeThatDocumentsLackRefusesTheStart() {
    start(TITLES);
    store(7, post -> post);
    reopen();
    assertThatThrownBy(() -> start(WITH_STATUS))
        .isInstanceOf(StartRefused.class)
        .hasMessage(
            """
            post.status is not optional, and 7 stored documents lack it
                for example %s, %s, %s, %s, %s
                make it optional, or give them a value by a migration

            1 problem\
            """
                .formatted(id(1), id(2), id(3), id(4), id(5)));
    // The modules of before still start, and so do those of now when the documents are mended.
    reopen();
    start(TITLES);
    start(WITH_STATUS, migration("status", post -> post.with(STATUS, "draft")));
    assertThat(posts()).allMatch(post -> post.get(STATUS).equals("draft"));
  }

  @Test
  void aRuleThatStoredValuesDoNotKeepRefusesTheStart() {
    start(Posts.of("title", AttrType.str(), "size", AttrType.integer()));
    store(3, post -> post.withPlain("size", 3L * number(post)));
    Posts narrower =
        Posts.of(
            "title", AttrType.str(text -> text.length(1, 20)),
            "size", AttrType.integer(n -> n.range(1, 8)));
    assertThatThrownBy(() -> start(narrower))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(
            "post.size is now of the type int {from=1, to=8}, not int, and the values of 1 stored"
                + " document do not fit")
        .hasMessageContaining(id(3).toString())
        .hasMessageNotContaining("post.title");
    start(
        narrower,
        migration("size", post -> post.withPlain("size", Math.min(8L, 3L * number(post)))));
    start(narrower);
    assertThat(posts()).extracting(post -> post.values().get("size")).containsExactly(3L, 6L, 8L);
  }

  @Test
  void aTypeThatStoredValuesDoNotFitRefusesTheStart() {
    start(Posts.of("title", new AttrType.Str(), "size", new AttrType.Str()));
    store(3, post -> post.withPlain("size", post.id().equals(id(2)) ? "large" : "5"));
    assertThatThrownBy(
            () -> start(Posts.of("title", new AttrType.Str(), "size", new AttrType.Int())))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(
            "post.size is now of the type int, not str, and the values of 3 stored documents do not"
                + " fit");
    start(
        Posts.of("title", new AttrType.Str(), "size?", new AttrType.Int()),
        migration(
            "sizes",
            post -> {
              String size = (String) post.values().get("size");
              return size.equals("large")
                  ? post.without(Limp.str("size"))
                  : post.withPlain("size", Long.valueOf(size));
            }));
    assertThat(posts()).extracting(post -> post.values().get("size")).containsExactly(5L, null, 5L);
    assertThat(posts().get(1).values()).doesNotContainKey("size");
  }

  @Test
  void duplicatesOfWhatIsNowUniqueRefuseTheStart() {
    start(TITLES);
    store(4, post -> post.with(TITLE, post.id().equals(id(3)) ? "other" : "same"));
    assertThatThrownBy(() -> start(TITLES.unique("title")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(
            "post.title is now unique, and 2 stored documents have the same as an earlier one")
        .hasMessageContaining(id(2) + ", " + id(4));
    start(
        TITLES.unique("title"), migration("titles", post -> post.with(TITLE, "post " + post.id())));
    assertThat(posts()).extracting(post -> post.get(TITLE)).doesNotHaveDuplicates();
  }

  @Test
  void allProblemsAreToldAtOnce() {
    start(Posts.of("title", new AttrType.Str(), "size", new AttrType.Str()));
    store(2, post -> post.with(TITLE, "same").withPlain("size", "x"));
    assertThatThrownBy(
            () ->
                start(
                    Posts.of(
                            "title", new AttrType.Email(),
                            "size", new AttrType.Bool(),
                            "status", new AttrType.Str())
                        .unique("title")))
        .hasMessageContaining("post.title is now of the type email")
        .hasMessageContaining("post.size is now of the type bool")
        .hasMessageContaining("post.status is not optional")
        .hasMessageContaining("post.title is now unique")
        .hasMessageContaining("4 problems");
  }

  @Test
  void aMigrationRunsOnce() {
    start(TITLES);
    store(450, post -> post);
    Migration again = migration("again", post -> post.with(TITLE, post.get(TITLE) + "!"));
    start(TITLES, again);
    start(TITLES, again);
    reopen();
    start(TITLES, again);
    assertThat(posts()).allMatch(post -> post.get(TITLE).equals("post " + number(post) + "!"));
    StoredDoc note = data.scan(SystemCollections.MIGRATIONS, Optional.empty(), 10).getFirst();
    assertThat(note.doc().values())
        .containsEntry("name", "press/again")
        .containsEntry("seen", 450L)
        .containsEntry("changed", 450L)
        .containsKey("finished");
  }

  private static int number(Doc post) {
    return post.id().low();
  }

  @Test
  void aMigrationThatFailsGoesOnWhereItWas() {
    start(TITLES);
    store(450, post -> post);
    Migration failing =
        migration(
            "again",
            post -> {
              if (number(post) == 300) {
                throw new IllegalStateException("not this one");
              }
              return post.with(TITLE, post.get(TITLE) + "!");
            });
    assertThatThrownBy(() -> start(TITLES, failing))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(
            "The migration press/again failed at the document "
                + id(300)
                + " of posts: java.lang.IllegalStateException: not this one")
        .hasMessageContaining("those up to " + id(200) + " are done");
    assertThat(posts().stream().filter(post -> post.get(TITLE).endsWith("!"))).hasSize(200);
    reopen();
    start(TITLES, migration("again", post -> post.with(TITLE, post.get(TITLE) + "!")));
    assertThat(posts()).allMatch(post -> post.get(TITLE).equals("post " + number(post) + "!"));
  }

  @Test
  void aMigrationGivesOnlyWhatTheModuleAllows() {
    start(TITLES);
    store(1, post -> post);
    assertThatThrownBy(() -> start(TITLES, migration("a", post -> post.with(STATUS, "x"))))
        .hasMessageContaining("the module has no attribute status");
    assertThatThrownBy(() -> start(TITLES, migration("a", post -> post.withPlain("title", 1L))))
        .hasMessageContaining("title is of the type str, not 1");
    assertThatThrownBy(() -> start(TITLES, migration("a", post -> post.with(LimpModule.ID, id(9)))))
        .hasMessageContaining("a document keeps its _id");
    assertThat(posts()).extracting(Doc::id).containsExactly(id(1));
  }

  @Test
  void anAttributeThatIsGoneStaysStoredAndAMigrationReadsIt() {
    Attr<Id> old = Limp.id("writer");
    Attr<Id> author = Limp.id("author");
    start(Posts.of("title", new AttrType.Str(), "writer", new AttrType.IdType()));
    store(2, post -> post.with(old, id(8)));
    start(
        Posts.of("title", new AttrType.Str(), "author", new AttrType.IdType()),
        migration(
            "author",
            post ->
                number(post) == 1
                    ? post.with(author, post.get(old)).without(old)
                    : post.with(author, post.get(old))));
    assertThat(posts()).allMatch(post -> post.get(author).equals(id(8)));
    assertThat(posts())
        .extracting(post -> post.values().containsKey("writer"))
        .containsExactly(false, true);
  }

  @Test
  void aWordThatWasTakenFromALiteralIsLookedFor() {
    start(Posts.of("title", new AttrType.Str(), "status", new AttrType.Literal(List.of("a", "b"))));
    store(
        3,
        post ->
            post.with(
                STATUS, List.of("a", "b", "what clients of 2019 sent").get(number(post) - 1)));
    assertThatThrownBy(
            () ->
                start(
                    Posts.of(
                        "title", new AttrType.Str(), "status", new AttrType.Literal(List.of("a")))))
        .hasMessageContaining(
            "post.status is now of the type literal (a), not literal (a, b), and the values of 1"
                + " stored document do not fit")
        .hasMessageContaining(id(2).toString());
  }
}
