package parcels;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.FileRef;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A parcel at the door. It uses every word of the API for what an attribute may hold. */
public final class Delivery implements LimpModule {
  public static final Attr<String> NUMBER = counter("number", "{depot_code}-{year}-{n:06}");
  public static final Attr<String> SERIAL =
      counter("serial", "{country}{n}", c -> c.value("country", () -> "AE").countingOn());
  public static final Attr<String> DEPOT_CODE = str("depot_code", t -> t.pattern("[A-Z]{3}"));
  public static final Attr<Id> PARCEL = id("parcel").writeOnce();
  public static final Attr<String> REMARK = str("remark", t -> t.atMost(200)).optional();
  public static final Attr<Long> STARS = integer("stars", n -> n.range(1, 5)).optional();
  public static final Attr<Double> TIP = decimal("tip", n -> n.from(0).step(0.25)).optional();
  public static final Attr<LocalDate> DAY = date("day", d -> d.from(LocalDate.of(2026, 1, 1)));
  public static final Attr<LocalTime> FROM =
      time("from", t -> t.range(LocalTime.of(8, 0), LocalTime.of(20, 0)));
  public static final Attr<String> MOBILE = phone("mobile", 971, 966).optional();
  public static final Attr<String> SCANNER = ipv4("scanner").optional();
  public static final Attr<List<String>> LABELS =
      list("labels", AttrType.str(t -> t.length(1, 20)), l -> l.atMost(5)).defaultsTo(List.of());
  public static final Attr<List<Object>> CODES =
      list("codes", AttrType.integer(), AttrType.str(t -> t.pattern("[A-Z0-9]+"))).optional();
  public static final Attr<Map<String, Long>> SIZES =
      dict("sizes", AttrType.integer(n -> n.from(1)), d -> d.required("width", "height"))
          .optional();
  public static final Attr<List<FileRef>> PROOFS =
      files("proofs", f -> f.types("image/*").largest(5_000_000).count(1, 4)).optional();
  public static final Attr<Long> RISK = integer("risk").hidden().optional();

  // Of the address: parts are no attributes of the documents, so they are not public.
  static final Attr<String> STREET = str("street", t -> t.length(1, 80));
  static final Attr<String> CITY = str("city");
  static final Attr<String> POSTCODE = str("postcode").optional();
  static final Attr<Boolean> LIFT = bool("lift").defaultsTo(false);
  public static final Attr<Doc> ADDRESS = dict("address", STREET, CITY, POSTCODE, LIFT);

  static final Attr<String> DESC = str("desc");
  static final Attr<FileRef> PHOTO = file("photo", "image/*");
  public static final Attr<List<Doc>> DAMAGES =
      list("damages", AttrType.dict(DESC, PHOTO)).optional();

  /** The code on the seal, whose last digit checks the others. */
  static final AttrType<String> SEAL =
      AttrType.own("seal", AttrType.str(t -> t.atMost(12)), Delivery::checkedSeal);

  public static final Attr<String> SEAL_CODE = attr("seal_code", SEAL).optional();

  /** How far it was, as {@code 12 km} on the wire. */
  record Distance(long kilometres) {
    static Distance parse(String text) {
      if (!text.endsWith(" km")) {
        throw new IllegalArgumentException("a distance is such as 12 km");
      }
      return new Distance(Long.parseLong(text.substring(0, text.length() - " km".length())));
    }

    @Override
    public String toString() {
      return kilometres + " km";
    }
  }

  static final AttrType<Distance> DISTANCE =
      AttrType.own("distance", AttrType.str(), Distance::parse, Distance::toString);

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("delivery")
        .collection("deliveries")
        .attrs(Delivery.class)
        .attrs(attr("distance", DISTANCE).optional())
        .unique(PARCEL, DAY)
        .read(permit("read"))
        .create(permit("create"))
        .update(permit("admin").keep(PARCEL), permit("update"));
  }

  private static String checkedSeal(String text) {
    String seal = text.strip().toUpperCase(Locale.ROOT);
    if (!seal.matches("[0-9]{4,12}")) {
      throw new IllegalArgumentException("a seal has 4 to 12 digits");
    }
    int sum = seal.chars().limit(seal.length() - 1).map(digit -> digit - '0').sum();
    if (sum % 10 != seal.charAt(seal.length() - 1) - '0') {
      throw new IllegalArgumentException("its last digit should be " + sum % 10);
    }
    return seal;
  }
}
