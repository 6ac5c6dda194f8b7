package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in the types of attributes, told at start. */
class TypeCheckTest {
  @TempDir Path temp;

  @Test
  void patternsAndDefaultsThatCannotBeAreTold() {
    ModulesFolder modules =
        new ModulesFolder(temp)
            .file(
                "shop/Bill.java",
                """
                package shop;

                import static io.limp.api.Limp.*;
                import io.limp.api.*;

                public final class Bill implements LimpModule {
                  public static final Attr<String> CODE = str("code", t -> t.pattern("[a-z"));
                  public static final Attr<java.util.List<String>> TAGS = list("tags", AttrType.str(t -> t.pattern("(?=x)")));
                  public static final Attr<Long> STARS = integer("stars", n -> n.range(1, 5)).defaultsTo(6L);
                  public static final Attr<String> BRANCH = str("branch");
                  public static final Attr<Object> MORE = dict("more");
                  public static final Attr<String> ONE = counter("one", "B-{year}");
                  public static final Attr<String> TWO = counter("two", "{brnch}-{n}");
                  public static final Attr<String> THREE = counter("three", "{more}-{n}");
                  public static final Attr<String> FOUR = counter("four", "{branch}-{month}-{n:04}");

                  @Override
                  public ModuleSpec spec() {
                    return ModuleSpec.of("bill").collection("bills").attrs(Bill.class).read(permit("read"));
                  }
                }
                """);

    modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/shop/Bill.java:7: bill.code: the pattern [a-z: Not a pattern: error parsing regexp: missing closing ]: `[a-z`
                public static final Attr<String> CODE = str("code", t -> t.pattern("[a-z"));
                                                                                    ^

            modules/shop/Bill.java:8: bill.tags: the pattern (?=x): Not a pattern: error parsing regexp: invalid or unsupported Perl syntax: `(?=`
                public static final Attr<java.util.List<String>> TAGS = list("tags", AttrType.str(t -> t.pattern("(?=x)")));
                                                                                                                  ^

            modules/shop/Bill.java:9: bill.stars: the default: it must be from 1 to 5
                public static final Attr<Long> STARS = integer("stars", n -> n.range(1, 5)).defaultsTo(6L);
                                                                ^

            modules/shop/Bill.java:12: bill.one: the counter "B-{year}" must hold the number once, as {n} or {n:05}
                public static final Attr<String> ONE = counter("one", "B-{year}");
                                                                       ^

            modules/shop/Bill.java:13: bill.two: the counter: no attribute "brnch", perhaps "branch"
                public static final Attr<String> TWO = counter("two", "{brnch}-{n}");
                                                                        ^

            modules/shop/Bill.java:14: bill.three: the counter cannot hold more, only what is a text, a number, a day or an id, and not hidden
                public static final Attr<String> THREE = counter("three", "{more}-{n}");
                                                                            ^

            6 problems in 1 file\
            """);
  }
}
