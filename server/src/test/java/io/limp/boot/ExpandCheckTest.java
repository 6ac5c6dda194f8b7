package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpandCheckTest {
  @TempDir Path temp;
  private ModulesFolder modules;

  @BeforeEach
  void aModuleToReferTo() {
    modules =
        new ModulesFolder(temp)
            .file(
                "travel/City.java",
                """
                package travel;

                import static io.limp.api.Limp.*;
                import io.limp.api.*;

                public final class City implements LimpModule {
                  public static final Attr<String> NAME = str("name");
                  public static final Attr<String> KEY = str("key").hidden();
                  public static final Attr<String> STATE = literal("state", "open", "closed");
                  public static final Attr<Access> ACCESS = access("access");

                  @Override
                  public ModuleSpec spec() {
                    return ModuleSpec.of("city").collection("cities").attrs(City.class).read(signedIn());
                  }
                }
                """);
  }

  /** A module of trips that says these words. */
  private void trip(String words) {
    modules.file(
        "travel/Trip.java",
        """
        package travel;

        import static io.limp.api.Limp.*;
        import io.limp.api.*;

        public final class Trip implements LimpModule {
          private static final Attr<Id> PLACE = id("place");
          private static final Attr<String> MEMO = str("memo");
          private static final Attr<String> SORT = str("sort");
          private static final Attr<Id> PALCE = id("palce");

          public static final Attr<Id> HOME = id("home");
          public static final Attr<Doc> START = dict("start", PLACE, MEMO, SORT);
          public static final Attr<String> KIND = literal("kind", "city", "country");
          public static final Attr<Id> ABOUT = id("about");

          @Override
          public ModuleSpec spec() {
            return ModuleSpec.of("trip").collection("trips").attrs(Trip.class)
        %s;
          }
        }
        """
            .formatted(words.indent(8).stripTrailing()));
  }

  @Test
  void idsAreFoundWhereTheyAreSaidToStand() {
    trip(
        """
        .expand(START.then(PALCE), City.class)
        .expand(START.then(MEMO), City.class)
        .expand(HOME, City.class, City.KEY)
        .expand(HOME.then(PLACE), City.class)
        .read(signedIn())\
        """);

    modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/travel/Trip.java:20: trip: expand: no part "palce", perhaps "place"; start has place, memo, sort
                .expand(START.then(PALCE), City.class)
                                   ^

            modules/travel/Trip.java:21: trip: expand: start.memo is str, not an id or a list of ids
                .expand(START.then(MEMO), City.class)
                                   ^

            modules/travel/Trip.java:22: trip: expand: city.key is hidden
                .expand(HOME, City.class, City.KEY)

            modules/travel/Trip.java:23: trip: expand: home.place leads through home, which is expanded itself; see nested()
                .expand(HOME.then(PLACE), City.class)
                                  ^

            4 problems in 1 file\
            """);
  }

  @Test
  void aModuleIsNamedByAnAttributeNearby() {
    modules.file(
        "travel/Sea.java",
        """
        package travel;

        import static io.limp.api.Limp.*;
        import io.limp.api.*;

        public final class Sea implements LimpModule {
          @Override
          public ModuleSpec spec() {
            return ModuleSpec.of("sea").collection("seas").create(signedIn());
          }
        }
        """);
    trip(
        """
        .expandBy(ABOUT, KIND, e -> e.to(City.class).to(Sea.class))
        .expandBy(HOME, START.then(SORT), e -> e.to(City.class))
        .expandBy(START.then(PLACE), KIND, e -> e)
        .read(signedIn())\
        """);

    modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/travel/Trip.java:20: trip: expand: it is the module sea, which kind cannot name
                .expandBy(ABOUT, KIND, e -> e.to(City.class).to(Sea.class))
                                                                ^

            modules/travel/Trip.java:20: trip: expand: about refers to sea, which has no method read
                .expandBy(ABOUT, KIND, e -> e.to(City.class).to(Sea.class))
                                                                ^

            modules/travel/Trip.java:21: trip: expand: start.sort stands neither beside home nor at the top
                .expandBy(HOME, START.then(SORT), e -> e.to(City.class))
                                           ^

            modules/travel/Trip.java:22: trip: expand: no module may be named: .to(...) says which may
                .expandBy(START.then(PLACE), KIND, e -> e)
                 ^

            modules/travel/Sea.java:9: warning: sea keeps documents but declares no attributes; .attrs(Sea.class) takes its public constants
                return ModuleSpec.of("sea").collection("seas").create(signedIn());

            4 problems, 1 warning in 2 files\
            """);
  }

  @Test
  void nestingIsBounded() {
    trip(
        """
        .expand(HOME, City.class, e -> e.nested(9))
        .read(signedIn())\
        """);

    modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/travel/Trip.java:20: Trip: IllegalArgumentException: Expansions are nested 1 to 4 deep, not 9
                .expand(HOME, City.class, e -> e.nested(9))

            1 problem in 1 file\
            """);
  }

  @Test
  void conditionsLeadIntoTheOtherDocumentsThereAre() {
    trip(
        """
        .expand(HOME, City.class, City.NAME)
        .expandBy(ABOUT, KIND, e -> e.to(City.class))
        .read(
            signedIn().where(HOME.then(City.STATE).is("opne")),
            signedIn().where(granted(HOME.then(City.ACCESS))),
            signedIn().where(ABOUT.then(City.NAME).is("x")),
            signedIn().where(START.then(PLACE).then(City.NAME).is("x")),
            signedIn().where(HOME.then(MEMO).is("x")))\
        """);

    modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/travel/Trip.java:23: trip.read: no value "opne", perhaps "open"; home.state has open, closed
                signedIn().where(HOME.then(City.STATE).is("opne")),
                                                           ^

            modules/travel/Trip.java:25: trip.read: the path about.name leads into documents of whatever module kind names
                signedIn().where(ABOUT.then(City.NAME).is("x")),

            modules/travel/Trip.java:26: trip.read: the path start.place.name leads into another document, but start.place is not expanded
                signedIn().where(START.then(PLACE).then(City.NAME).is("x")),

            modules/travel/Trip.java:27: trip.read: no attribute "memo"; city has name, key, state, access, _id
                signedIn().where(HOME.then(MEMO).is("x")));
                                           ^

            4 problems in 1 file\
            """);
  }

  @Test
  void whatAMethodNeedsItAccepts() {
    trip(
        """
        .read(signedIn().shows(HOME).hides(PALCE))
        .create(permit("create").accepts(HOME, ABOUT, KIND), signedIn().accepts(PALCE))
        .method(
            "go",
            m -> m.permit(signedIn().accepts(MEMO)).docArgs(MEMO, SORT).run(call -> new Reply.Empty()))\
        """);

    modules.check();

    assertThat(modules.report())
        .isEqualTo(
            """
            modules/travel/Trip.java:20: trip.read: hides: no attribute "palce"; trip has home, start, kind, about, _id
                .read(signedIn().shows(HOME).hides(PALCE))
                                                   ^

            modules/travel/Trip.java:21: trip.create: nobody can call it this way: start must be given but is not accepted
                .create(permit("create").accepts(HOME, ABOUT, KIND), signedIn().accepts(PALCE))
                                         ^

            modules/travel/Trip.java:21: trip.create: nobody can call it this way: home and start and kind and about must be given but are not accepted
                .create(permit("create").accepts(HOME, ABOUT, KIND), signedIn().accepts(PALCE))
                                         ^

            modules/travel/Trip.java:21: trip.create: accepts: no attribute "palce"; trip has home, start, kind, about, _id
                .create(permit("create").accepts(HOME, ABOUT, KIND), signedIn().accepts(PALCE))
                                                                                        ^

            modules/travel/Trip.java:24: trip.go: nobody can call it this way: sort must be given but is not accepted
                m -> m.permit(signedIn().accepts(MEMO)).docArgs(MEMO, SORT).run(call -> new Reply.Empty()));
                                         ^

            5 problems in 1 file\
            """);
  }
}
