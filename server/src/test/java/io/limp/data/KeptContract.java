package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Doc;
import io.limp.api.Find;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Secret;
import io.limp.data.Write.Delete;
import io.limp.data.Write.Insert;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was written is read back as it was. */
abstract class KeptContract extends StaffContract {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

  @Test
  void everyKindOfValueIsReadBackAsItWasWritten() {
    Map<String, Object> title = new LinkedHashMap<>();
    title.put("ar_AE", "مرحبا");
    title.put("en_AE", "Hello \"there\"\n\0 😀");
    Doc written =
        doc(
            id(1),
            "name",
            "",
            "age",
            Long.MIN_VALUE,
            "weight",
            80.0,
            "active",
            false,
            "owner",
            id(7),
            "groups",
            List.of(id(8), id(9)),
            "seen",
            NOON,
            "visits",
            List.of(NOON, NOON.minusSeconds(100_000_000_000L)),
            "title",
            title,
            "access",
            Map.of("anon", true, "users", List.of(id(3)), "groups", List.of()),
            "home",
            Map.of("type", "Point", "coordinates", List.of(55.3, 25.0)),
            "photo",
            Map.of(
                "name", "a.png", "type", "image/png", "size", 5L, "lastModified", 6L, "hash", "ab"),
            "meta",
            Map.of("a.b", Arrays.asList(1L, 1.0, true, null, "x"), "o", Map.of("p", Map.of())),
            "turns",
            Map.of("ann", NOON),
            "peers",
            Map.of("bob.b", id(4)),
            "any",
            1e300,
            "password",
            Secret.of("hush"));
    write(new Insert("staff", written));
    reopen();
    Doc read = data.byId("staff", id(1)).orElseThrow();
    assertThat(read).isEqualTo(written);
    assertThat(read.values().get("weight")).isInstanceOf(Double.class);
    assertThat(read.values().get("age")).isInstanceOf(Long.class);
    assertThat(data.read("staff", Find.where(Query.everything())).list()).containsExactly(written);
  }

  @Test
  void nullStaysNullAndMissingStaysMissing() {
    insert(
        1,
        "name",
        null,
        "owner",
        null,
        "weight",
        null,
        "seen",
        null,
        "password",
        null,
        "groups",
        null);
    Doc read = data.byId("staff", id(1)).orElseThrow();
    assertThat(read.values())
        .containsOnlyKeys("_id", "name", "owner", "weight", "seen", "password", "groups");
    assertThat(read.without().values().values())
        .filteredOn(value -> value != null)
        .containsExactly(id(1));
  }

  @Test
  void attributesComeInTheOrderOfTheSchemaAfterTheIdAndUnknownOnesLast() {
    write(
        new Insert(
            "staff", doc(id(1), "zeal", 1L, "age", 5L, "name", "Ann", "old", Map.of("x", 1L))));
    Doc read = data.byId("staff", id(1)).orElseThrow();
    assertThat(read.values().keySet()).containsExactly("_id", "name", "age", "zeal", "old");
  }

  @Test
  void aWholeNumberInADecimalIsADecimal() {
    insert(1, "weight", 80L);
    assertThat(data.byId("staff", id(1)).orElseThrow().values()).containsEntry("weight", 80.0);
  }

  @Test
  void aDocumentOfOneMegabyteIsKept() {
    String text = "x".repeat(1 << 20);
    insert(1, "any", text);
    assertThat(data.byId("staff", id(1)).orElseThrow().values()).containsEntry("any", text);
  }

  @Test
  void everythingIsThereAfterReopening() {
    for (int i = 0; i < 100; i++) {
      insert(i, "name", "n" + i);
    }
    write(new Delete("staff", is("name", "n5"), false));
    List<Id> before = ids();
    reopen();
    assertThat(ids()).isEqualTo(before).hasSize(99);
    assertThat(data.knows("staff", id(5))).isTrue();
  }
}
