package io.limp.types;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Limp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The attributes of the tables, by the names of their files. */
final class Types {
  /** A part number with its check digit: a package's own type. */
  private static final AttrType<String> PART =
      AttrType.own("part_number", AttrType.str(text -> text.atMost(12)), Types::checkedPart);

  /** A package's own type with a Java type of its own: {@code 12x30}. */
  private record Box(long width, long height) {
    static Box parse(String text) {
      String[] sides = text.split("x", -1);
      if (sides.length != 2) {
        throw new IllegalArgumentException("a box is such as 12x30");
      }
      return new Box(Long.parseLong(sides[0].strip()), Long.parseLong(sides[1].strip()));
    }

    @Override
    public String toString() {
      return width + "x" + height;
    }
  }

  private Types() {}

  static Map<String, Attr<?>> all() {
    Map<String, Attr<?>> all = new LinkedHashMap<>();
    all.put("any", any("v"));
    all.put("id", id("v"));
    all.put("str", str("v"));
    all.put("str_rule", str("v", text -> text.length(2, 5).pattern("[a-zé😀]+")));
    all.put("int", integer("v"));
    all.put("int_rule", integer("v", n -> n.range(-4, 11).step(3)));
    all.put("float", decimal("v"));
    all.put("float_rule", decimal("v", n -> n.range(0, 1.5).step(0.05)));
    all.put("bool", bool("v"));
    all.put("literal", literal("v", "a", "b", "with space"));
    all.put("email", email("v"));
    all.put("phone", phone("v"));
    all.put("phone_codes", phone("v", 971, 44));
    all.put("ip", ip("v"));
    all.put("ipv4", ipv4("v"));
    all.put("ipv6", ipv6("v"));
    all.put("web", web("v"));
    all.put("url", url("v"));
    all.put("date", date("v", d -> d.range(LocalDate.of(2020, 1, 1), LocalDate.of(2030, 12, 31))));
    all.put("time", time("v", t -> t.range(LocalTime.of(8, 0), LocalTime.of(18, 0))));
    all.put("datetime", datetime("v", d -> d.from(Instant.parse("2000-01-01T00:00:00Z"))));
    all.put("locale", Limp.locale("v"));
    all.put("locales", language("v"));
    all.put("list", list("v", AttrType.str(text -> text.atMost(3)), l -> l.size(1, 3)));
    all.put("list_several", list("v", AttrType.integer(), AttrType.bool(), AttrType.email()));
    all.put("object", dict("v"));
    all.put(
        "dict",
        dict(
            "v",
            AttrType.integer(n -> n.from(0)),
            d ->
                d.keys(AttrType.str(text -> text.pattern("[a-z_]+")))
                    .size(1, 3)
                    .required("width")));
    all.put(
        "typed",
        dict(
            "v",
            str("city", text -> text.length(1, 20)),
            integer("zip").optional(),
            list("tags", AttrType.str()).optional(),
            bool("main").defaultsTo(false)));
    all.put(
        "typed_list",
        list(
            "v",
            AttrType.dict(
                str("desc"), id("by").optional(), file("photo", f -> f.largest(4)).optional())));
    all.put(
        "union",
        union(
            "v", AttrType.integer(), AttrType.literal("auto"), AttrType.list(AttrType.integer())));
    all.put("geo", geo("v"));
    all.put("file", file("v", f -> f.types("image/*", "text/plain").largest(8)));
    all.put("files", files("v", f -> f.types("text/plain").count(1, 2)));
    all.put("access", access("v"));
    all.put("privileges", privileges("v"));
    all.put("secret", secret("v"));
    all.put("own", attr("v", PART));
    all.put("own_box", attr("v", AttrType.own("box", AttrType.str(), Box::parse, Box::toString)));
    return all;
  }

  private static String checkedPart(String text) {
    String part = text.strip().toUpperCase(Locale.ROOT);
    if (!part.matches("[0-9]+-[0-9]")) {
      throw new IllegalArgumentException("a part number is digits, a hyphen and a check digit");
    }
    int sum = part.chars().limit(part.length() - 2).map(c -> c - '0').sum();
    if (sum % 10 != part.charAt(part.length() - 1) - '0') {
      throw new IllegalArgumentException("the check digit of " + part + " is " + sum % 10);
    }
    return part;
  }
}
