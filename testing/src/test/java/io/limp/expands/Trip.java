package io.limp.expands;

import static io.limp.api.Limp.*;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Reply;
import java.util.List;

/** Refers to others in every way there is. */
public final class Trip implements LimpModule {
  static final Attr<Id> PLACE = id("place");
  static final Attr<Id> SIGHT = id("sight").optional();
  static final Attr<String> SIGHT_KIND = str("sight_kind").optional();

  public static final Attr<String> TITLE = str("title");
  public static final Attr<Id> HOME = id("home").optional();
  public static final Attr<Doc> START = dict("start", PLACE, str("at").optional()).optional();
  public static final Attr<List<Doc>> STOPS =
      list("stops", AttrType.dict(PLACE, SIGHT, SIGHT_KIND)).defaultsTo(List.of());
  public static final Attr<List<Id>> PASSED = list("passed", AttrType.id()).defaultsTo(List.of());
  public static final Attr<Id> BORDER = id("border").optional();
  public static final Attr<String> KIND = str("kind").optional();
  public static final Attr<Id> ABOUT = id("about").optional();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of("trip")
        .collection("trips")
        .attrs(Trip.class)
        .expand(HOME, City.class, e -> e.shows(City.NAME, City.COUNTRY).nested())
        .expand(START.then(PLACE), City.class, City.NAME)
        .expand(STOPS.then(PLACE), City.class, City.NAME)
        .expandBy(
            STOPS.then(SIGHT),
            STOPS.then(SIGHT_KIND),
            e -> e.to(City.class, City.NAME).to(Country.class, Country.CODE))
        .expand(PASSED, Country.class, e -> e.shows(Country.NAME).onRequest())
        .expand(BORDER, Country.class, e -> e.shows(Country.CODE).forced())
        .expandBy(ABOUT, KIND, e -> e.to(City.class, City.NAME).to(Country.class).nested())
        .read(anyone())
        .create(anyone())
        .update(permit("admin"), anyone().where(HOME.then(City.MAYOR).is(me())))
        .delete(anyone().where(HOME.then(City.COUNTRY).then(Country.CODE).is("AE")))
        .method(
            "borders",
            m ->
                m.permit(anyone())
                    .run(
                        call ->
                            Reply.of(
                                BORDER,
                                call.module(Trip.class)
                                    .read(BORDER.isMissing().negated())
                                    .first()
                                    .orElseThrow()
                                    .get(BORDER))))
        .method(
            "shared",
            m ->
                m.permit(anyone())
                    .run(
                        call ->
                            new Reply.Found(
                                call.trusted(Trip.class).read(granted(HOME.then(City.ACCESS))))));
  }
}
