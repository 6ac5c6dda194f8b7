package io.limp.move;

import static io.limp.api.Limp.bool;
import static io.limp.api.Limp.id;
import static io.limp.api.Limp.str;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.api.AttrType;
import io.limp.call.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Types as the database remembers them, and back through JSON. */
class TypeFormTest {
  static Stream<AttrType<?>> types() {
    return Stream.of(
        AttrType.any(),
        AttrType.id(),
        AttrType.str(),
        AttrType.str(text -> text.length(1, 80)),
        AttrType.str(text -> text.atMost(5).pattern("[a-z]+")),
        AttrType.integer(),
        AttrType.integer(n -> n.range(-1, 5).step(2)),
        AttrType.integer(n -> n.to(0)),
        AttrType.decimal(),
        AttrType.decimal(n -> n.from(0).step(0.05)),
        AttrType.bool(),
        AttrType.literal("a", "b"),
        AttrType.email(),
        AttrType.phone(),
        AttrType.phone(971, 44),
        AttrType.web(),
        AttrType.url(),
        AttrType.ip(),
        AttrType.ipv4(),
        AttrType.ipv6(),
        AttrType.language(),
        AttrType.locale(),
        AttrType.date(),
        AttrType.date(day -> day.from(LocalDate.of(2020, 1, 1))),
        AttrType.time(),
        AttrType.time(time -> time.range(LocalTime.of(8, 0), LocalTime.of(18, 30))),
        AttrType.datetime(),
        AttrType.datetime(moment -> moment.to(Instant.parse("2030-01-01T00:00:00Z"))),
        AttrType.list(AttrType.id()),
        AttrType.list(AttrType.str(text -> text.atMost(3)), list -> list.size(1, 3)),
        AttrType.dict(AttrType.integer()),
        AttrType.dict(
            AttrType.integer(n -> n.from(0)),
            dict ->
                dict.keys(AttrType.str(text -> text.pattern("[a-z]+")))
                    .size(1, 9)
                    .required("a", "b")),
        AttrType.union(AttrType.integer(), AttrType.list(AttrType.str())),
        AttrType.geo(),
        new AttrType.Dict(),
        new AttrType.AccessType(),
        new AttrType.PrivilegesType(),
        new AttrType.SecretType(),
        new AttrType.File(List.of("image/*")));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aTypeIsTheSameAgain(AttrType<?> type) throws Json.NotJson {
    assertThat(again(type)).isEqualTo(type);
  }

  @Test
  void anObjectOfNamedAttributesKeepsTheirNamesTypesAndWhichMayBeMissing() throws Json.NotJson {
    AttrType<?> type =
        AttrType.list(
            AttrType.dict(
                str("city", text -> text.atMost(9)), id("agent").optional(), bool("main")));
    assertThat(TypeForm.of(again(type)))
        .isEqualTo(TypeForm.of(type))
        .hasToString(
            "{list={typed=[{name=city, type={str={length=[0, 9]}}, optional=false}, {name=agent,"
                + " type=id, optional=true}, {name=main, type=bool, optional=false}]}}");
  }

  @Test
  void aPackagesOwnTypeIsRememberedAsWhatItIsBuiltOn() {
    AttrType<String> own =
        AttrType.own("iban", AttrType.str(text -> text.length(15, 34)), UnaryOperator.identity());
    assertThat(TypeForm.of(own)).isEqualTo(TypeForm.of(own.stored()));
    assertThat(own.stored()).isEqualTo(AttrType.str(text -> text.length(15, 34)));
  }

  @Test
  void whatANewerLimpdKnowsIsRefused() {
    for (Object form : List.of("colour", Map.of("matrix", List.of(2L, 2L)), Map.of(), 5L)) {
      assertThatThrownBy(() -> TypeForm.read(form))
          .isInstanceOf(CannotMove.class)
          .hasMessageContaining("use a newer one");
    }
  }

  private static AttrType<?> again(AttrType<?> type) throws Json.NotJson {
    String json = Json.write(Map.of("type", TypeForm.of(type)), Json::secondsSinceEpoch);
    return TypeForm.read(((Map<?, ?>) Json.read(json)).get("type"));
  }
}
