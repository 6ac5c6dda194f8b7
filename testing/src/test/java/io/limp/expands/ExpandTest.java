package io.limp.expands;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.steps;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.testing.Answer;
import io.limp.testing.DataFaults;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import io.limp.testing.TestClient6;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which documents give way to ids, when, with which attributes, and at which price. */
class ExpandTest {
  private final DataFaults database = new DataFaults();
  private TestApp app;
  private TestClient client;
  private String emirates;
  private String dubai;

  TestApp.Setup setup(TestApp.Setup setup) {
    return setup;
  }

  @BeforeEach
  void start() {
    app =
        setup(TestApp.of("travel", new Trip(), new City(), new Country()))
            .variable("LIMP_QUERY_LIMITS", "joined=3")
            .faults(database)
            .start();
    client = app.client();
    emirates = create("country", "name", "Emirates", "code", "AE", "key", "s3cret");
    dubai = create("city", "name", "Dubai", "country", emirates);
  }

  @AfterEach
  void stop() {
    client.close();
    app.close();
  }

  private String create(String module, @Nullable Object... attrs) {
    return client.call(module + "/create", query(), doc(attrs)).expect(200).id();
  }

  private Map<String, @Nullable Object> trip(String id, @Nullable Object... specials) {
    Map<String, @Nullable Object> query = byId(id);
    query.putAll(query(specials));
    return client.call("trip/read", query).expect(200).doc();
  }

  @Test
  void whatTheOtherDocumentExpandsIsExpandedWhereTheModuleSaysSo() {
    String trip = create("trip", "title", "x", "home", dubai);

    assertThat(trip(trip))
        .containsEntry(
            "home",
            doc(
                "_id",
                dubai,
                "name",
                "Dubai",
                "country",
                doc("_id", emirates, "name", "Emirates")));
    assertThat(trip(trip, "$extn", false)).containsEntry("home", dubai);
  }

  @Test
  void idsWithinObjectsAndListsOfObjectsGiveWay() {
    Object stop = doc("place", dubai, "sight", emirates, "sight_kind", "country");
    Object other = doc("place", dubai, "sight", dubai, "sight_kind", "city");
    String trip =
        create(
            "trip",
            "title",
            "x",
            "start",
            doc("place", dubai, "at", "noon"),
            "stops",
            List.of(stop, other));
    Object place = doc("_id", dubai, "name", "Dubai");

    Map<String, @Nullable Object> read = trip(trip);

    assertThat(read).containsEntry("start", doc("place", place, "at", "noon"));
    assertThat(read)
        .containsEntry(
            "stops",
            List.of(
                doc(
                    "place",
                    place,
                    "sight",
                    doc("_id", emirates, "code", "AE"),
                    "sight_kind",
                    "country"),
                doc("place", place, "sight", place, "sight_kind", "city")));
    assertThat(trip(trip, "$extn", List.of("start.place")))
        .containsEntry("start", doc("place", place, "at", "noon"))
        .containsEntry("stops", List.of(stop, other));
  }

  @Test
  void anAttributeNamesTheModule() {
    String toCity = create("trip", "title", "x", "kind", "city", "about", dubai);
    String toCountry = create("trip", "title", "x", "kind", "country", "about", emirates);

    assertThat(trip(toCity)).containsEntry("about", doc("_id", dubai, "name", "Dubai"));
    assertThat(trip(toCountry))
        .containsEntry("about", doc("_id", emirates, "name", "Emirates", "code", "AE"));
    assertThat(trip(toCity, "$attrs", List.of("about")))
        .as("whether the name is shown or not")
        .containsEntry("about", doc("_id", dubai, "name", "Dubai"));
  }

  @Test
  void noClientNamesAModuleThatTheAuthorHasNot() {
    for (String kind : List.of("user", "trip", "session", "City", "nosuch", "")) {
      String trip = create("trip", "title", "x", "kind", kind, "about", TestApp.ADMIN_ID);
      assertThat(trip(trip)).as(kind).containsEntry("about", TestApp.ADMIN_ID);
    }
    String wrong = create("trip", "title", "x", "kind", "country", "about", dubai);
    assertThat(trip(wrong)).containsEntry("about", null);
  }

  @Test
  void someAreExpandedOnRequestAndSomeWhateverIsRequested() {
    String trip =
        create(
            "trip", "title", "x", "home", dubai, "passed", List.of(emirates), "border", emirates);
    Object border = doc("_id", emirates, "code", "AE");

    assertThat(trip(trip))
        .containsEntry("passed", List.of(emirates))
        .containsEntry("border", border);
    assertThat(trip(trip, "$extn", true)).containsEntry("passed", List.of(emirates));
    assertThat(trip(trip, "$extn", List.of("passed")))
        .containsEntry("passed", List.of(doc("_id", emirates, "name", "Emirates")))
        .containsEntry("home", dubai)
        .containsEntry("border", border);
    assertThat(trip(trip, "$extn", false)).containsEntry("border", border);
    try (TestClient6 newer = app.client6()) {
      Answer read =
          newer.call("trip/read", steps(doc("_id", trip), doc("$extn", List.of("passed"))));
      assertThat(read.expect(200).doc())
          .containsEntry("passed", List.of(doc("_id", emirates, "name", "Emirates")));
    }
  }

  @Test
  void nestingEndsAtItsDepthEvenInACircle() {
    String abu = create("city", "name", "Abu Dhabi", "twin", dubai);
    client.call("city/update", byId(dubai), doc("twin", abu)).expect(200);

    Map<String, @Nullable Object> plain = client.call("city/read", byId(abu)).doc();
    assertThat(plain).containsEntry("twin", dubai);
    Map<String, Object> query = byId(abu);
    query.put("$extn", List.of("twin", "twin.twin", "twin.twin.twin", "twin.twin.twin.twin"));
    Map<?, ?> first = (Map<?, ?>) client.call("city/read", query).expect(200).doc().get("twin");
    Map<?, ?> second = (Map<?, ?>) first.get("twin");
    Map<?, ?> third = (Map<?, ?>) second.get("twin");

    assertThat(first.get("country")).isEqualTo(doc("_id", emirates, "name", "Emirates"));
    assertThat(second.get("name")).isEqualTo("Abu Dhabi");
    assertThat(third.get("name")).isEqualTo("Dubai");
    assertThat(third.get("twin")).isEqualTo(abu);
  }

  @Test
  void nothingIsShownThatNobodyHasNamedOrThatIsHidden() {
    String trip =
        create(
            "trip",
            "title",
            "x",
            "home",
            dubai,
            "kind",
            "country",
            "about",
            emirates,
            "passed",
            List.of(emirates),
            "border",
            emirates);

    Object everything = List.of("home", "home.twin", "home.country", "about", "passed", "border");
    String read = trip(trip, "$extn", everything).toString();

    assertThat(read).contains("Emirates").doesNotContain("key", "s3cret", "k3y", "mayor", "access");
  }

  @Test
  void aDocumentThatIsGoneReadsAsNull() {
    String gone = create("country", "name", "Gone", "code", "XX");
    String trip = create("trip", "title", "x", "border", gone, "passed", List.of(gone, emirates));
    client.call("country/delete", byId(gone)).expect(200);

    assertThat(trip(trip, "$extn", List.of("passed")).get("passed"))
        .asString()
        .isEqualTo("[null, {_id=" + emirates + ", name=Emirates}]");
    assertThat(trip(trip)).containsEntry("border", null);
  }

  @Test
  void aPageIsReadWithOneReadForEachModuleAndLevel() {
    for (int i = 0; i < 20; i++) {
      String country = create("country", "name", "C" + i, "code", "C" + i);
      String city = create("city", "name", "T" + i, "country", country);
      create(
          "trip",
          "title",
          "x",
          "home",
          city,
          "start",
          doc("place", dubai),
          "stops",
          List.of(doc("place", city, "sight", emirates, "sight_kind", "country")),
          "kind",
          "city",
          "about",
          city,
          "border",
          emirates);
    }
    int trips = database.reads("trips");
    int cities = database.reads("cities");
    int countries = database.reads("countries");

    assertThat(client.call("trip/read").expect(200).count()).isEqualTo(20);

    assertThat(database.reads("trips") - trips).isEqualTo(1);
    assertThat(database.reads("cities") - cities).isEqualTo(1);
    assertThat(database.reads("countries") - countries)
        .as("borders and sights of the trips, then countries of their cities")
        .isEqualTo(2);
    client.call("trip/read", query("$attrs", List.of("title"))).expect(200);
    assertThat(database.reads("cities") - cities).as("nothing to expand is shown").isEqualTo(1);
  }

  @Test
  void clientsAskForWhatIsShownOfTheOtherDocuments() {
    String trip =
        create(
            "trip",
            "title",
            "x",
            "start",
            doc("place", dubai),
            "stops",
            List.of(doc("place", dubai, "sight", dubai, "sight_kind", "city")));
    create("trip", "title", "y");

    for (String path : List.of("start.place.name", "stops.place.name")) {
      assertThat(client.call("trip/read", query(path, val("Dubai"))).each("_id"))
          .as(path)
          .containsExactly(trip);
      assertThat(client.call("trip/read", query(path, val("Rome"))).total()).as(path).isZero();
    }
    for (String path : List.of("start.place.mayor", "stops.sight.name", "about.name")) {
      assertThat(client.call("trip/read", query(path, val("Rome"))).total())
          .as(path + " is nothing that could be asked for")
          .isEqualTo(2);
    }
  }

  @Test
  void aPermitsConditionLeadsIntoTheOtherDocument() {
    try (TestClient mayor = app.user("mayor");
        TestClient other = app.user("other")) {
      String town =
          mayor.call("city/create", query(), doc("name", "Town", "country", emirates)).id();
      String trip = create("trip", "title", "x", "home", town);

      assertThat(other.call("trip/update", byId(trip), doc("title", "y")).expect(200).count())
          .isZero();
      assertThat(mayor.call("trip/update", byId(trip), doc("title", "z")).expect(200).count())
          .isEqualTo(1);
      assertThat(trip(trip)).containsEntry("title", "z");
    }
  }

  @Test
  void aConditionOverThereReadsNoDocumentsIntoMemory() {
    create("trip", "title", "x", "home", dubai);
    int cities = database.reads("cities");

    Answer found = client.call("trip/read", query("home.name", val("Dubai"), "$extn", false));

    assertThat(found.expect(200).total()).isEqualTo(1);
    assertThat(database.reads("cities") - cities).isZero();
  }

  @Test
  void aConditionThatHoldsForTooManyDocumentsOverThereIsRefused() {
    create("trip", "title", "x", "home", dubai);
    create("city", "name", "Rome", "country", emirates);
    create("city", "name", "Oslo", "country", emirates);
    Map<String, Object> notRome = query("home.name", Map.of("val", "Rome", "oper", "$not"));
    assertThat(client.call("trip/read", notRome).expect(200).total()).isEqualTo(1);

    create("city", "name", "Bern", "country", emirates);
    create("city", "name", "Kyiv", "country", emirates);

    Answer refused = client.call("trip/read", notRome).expect(400, "TRAVEL_TRIP_INVALID_QUERY");
    assertThat(refused.msg())
        .isEqualTo(
            "The condition on 'home.name' holds for more than 3 documents of city: ask for fewer"
                + " of them.");
  }

  @Test
  void aPermitsConditionLeadsOnFromThere() {
    String abroad = create("country", "name", "Abroad", "code", "ZZ");
    String far = create("city", "name", "Far", "country", abroad);
    String here = create("trip", "title", "x", "home", dubai);
    String there = create("trip", "title", "x", "home", far);

    client.call("trip/delete", query("_id", val(List.of(here, there)))).expect(200);

    assertThat(client.call("trip/read").each("_id")).containsExactly(there);
  }

  @Test
  void accessIsGrantedByTheOtherDocumentToo() {
    String secret =
        create(
            "city",
            "name",
            "Secret",
            "access",
            doc("anon", false, "users", List.of(), "groups", List.of()));
    create("trip", "title", "open", "home", dubai);
    create("trip", "title", "closed", "home", secret);

    assertThat(client.call("trip/shared").expect(200).each("title")).containsExactly("open");
  }

  @Test
  void moduleCodeReadsIdsEvenWhereTheyAreForced() {
    create("trip", "title", "x", "border", emirates);

    assertThat(client.call("trip/borders").expect(200).args()).containsEntry("border", emirates);
  }
}
