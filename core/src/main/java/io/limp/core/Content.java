package io.limp.core;

import static io.limp.api.Limp.*;

import io.limp.api.Access;
import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.LocaleText;
import io.limp.api.ModuleSpec;
import io.limp.api.Query;
import io.limp.api.Refusal;
import io.limp.api.Template;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The template of what is written and published. Visitors read what is published, when its time has
 * come and not passed, if it is shared with them; authors also read, change and delete their own.
 *
 * <pre>{@code
 * ModuleSpec.of("article")
 *     .collection("articles")
 *     .template(Content.in(ArticleCat.class))
 *     .attrs(Article.class)
 * }</pre>
 *
 * <p>A document without a permalink gets the words of its title; where another has it already, with
 * the document's id behind. Of two that are created with one title in the same moment, one is
 * refused, as a permalink that is given twice is.
 */
public final class Content implements Template {
  public static final Attr<Id> USER = owner("user");
  public static final Attr<String> STATUS =
      literal("status", "draft", "pending", "rejected", "published").defaultsTo("draft");
  public static final Attr<LocaleText> TITLE = locale("title");
  public static final Attr<LocaleText> SUBTITLE = locale("subtitle").optional();
  public static final Attr<String> PERMALINK = str("permalink", t -> t.length(1, 200)).optional();
  public static final Attr<LocaleText> CONTENT = locale("content");
  public static final Attr<List<String>> TAGS = list("tags", AttrType.str()).defaultsTo(List.of());
  public static final Attr<Id> CAT = id("cat").optional();
  public static final Attr<Access> ACCESS = access("access").defaultsTo(Access.EVERYONE);

  /** From when on it is there; missing: at once. */
  public static final Attr<Instant> PUBLISH_TIME = datetime("publish_time").optional();

  /** From when on it is there no more; missing: never. */
  public static final Attr<Instant> EXPIRY = datetime("expiry").optional();

  public static final Attr<Instant> CREATE_TIME = created("create_time");

  /** Published, and now is between its times. */
  public static final Query OUT =
      allOf(
          STATUS.is("published"),
          anyOf(PUBLISH_TIME.isMissing(), PUBLISH_TIME.atMost(now())),
          anyOf(EXPIRY.isMissing(), EXPIRY.greaterThan(now())));

  /** What somebody reads who may not read everything. */
  public static final Query VISIBLE = anyOf(USER.is(me()), allOf(OUT, granted(ACCESS)));

  private static final int LONGEST_WORDS = 100;

  private final Optional<Class<? extends LimpModule>> categories;

  private Content(Optional<Class<? extends LimpModule>> categories) {
    this.categories = categories;
  }

  /** Without categories: {@link #CAT} is not among the attributes. */
  public static Content of() {
    return new Content(Optional.empty());
  }

  /** In the categories that these documents are; one that is not there is refused. */
  public static Content in(Class<? extends LimpModule> categories) {
    return new Content(Optional.of(categories));
  }

  @Override
  public ModuleSpec applyTo(ModuleSpec spec) {
    ModuleSpec content =
        spec.attrs(USER, STATUS, TITLE, SUBTITLE, PERMALINK, CONTENT, TAGS)
            .attrs(categories.isPresent() ? new Attr<?>[] {CAT} : new Attr<?>[0])
            .attrs(ACCESS, PUBLISH_TIME, EXPIRY, CREATE_TIME)
            .unique(PERMALINK)
            .index(USER)
            .index(STATUS, CREATE_TIME)
            .search(TITLE, SUBTITLE, CONTENT, TAGS)
            .expand(USER, User.class, User.NAME)
            .diff()
            .read(permit("read"), anyone().where(VISIBLE))
            .create(permit("create"))
            .beforeCreate(this::checkCategory, Content::fillPermalink)
            .update(permit("admin").keep(USER), permit("update").where(USER.is(me())))
            .beforeUpdate(this::checkCategory)
            .delete(permit("admin"), permit("delete").where(USER.is(me())));
    return categories.map(other -> content.expand(CAT, other)).orElse(content);
  }

  private Call checkCategory(Call call) {
    Optional<Id> cat = call.doc().find(CAT);
    if (cat.isPresent()
        && categories.isPresent()
        && call.trusted(categories.get()).read(LimpModule.ID.is(cat.get())).isEmpty()) {
      throw Refusal.badRequest("INVALID_CAT", "There is no category %s.", cat.get())
          .with("attr", CAT.name());
    }
    return call;
  }

  private static Call fillPermalink(Call call) {
    Optional<LocaleText> title = call.doc().find(TITLE);
    if (title.isEmpty() || call.doc().find(PERMALINK).isPresent()) {
      return call; // the server itself refuses a document without a title
    }
    Id id = call.doc().find(LimpModule.ID).orElseGet(() -> Id.next(call.now()));
    return call.with(LimpModule.ID, id).with(PERMALINK, permalink(call, words(title.get()), id));
  }

  private static String permalink(Call call, String words, Id id) {
    if (words.isEmpty()) {
      return id.toString();
    }
    boolean taken = !call.trusted().read(Find.where(PERMALINK.is(words)).limit(1)).isEmpty();
    return taken ? words + "-" + id : words;
  }

  /** {@code "A fine day!"} as {@code a-fine-day}; the letters of every script stay. */
  private static String words(LocaleText title) {
    String text =
        title.texts().values().stream().filter(each -> !each.isBlank()).findFirst().orElse("");
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ")
        .strip()
        .codePoints()
        .limit(LONGEST_WORDS)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip()
        .replace(' ', '-');
  }
}
