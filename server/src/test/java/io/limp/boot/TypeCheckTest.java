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

                  @Override
                  public ModuleSpec spec() {
                    return ModuleSpec.of("bill").collection("bills").attrs(Bill.class).read(anyone());
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

            3 problems in 1 file\
            """);
  }
}
