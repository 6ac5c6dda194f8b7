package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.AttrType;
import io.limp.api.Edit;
import io.limp.api.Find;
import io.limp.api.Grouping;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Sort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which documents a driver finds by their words, and which come first. */
abstract class SearchContract extends Contract {
  private static final List<String> ALL = List.of("text", "tags", "title");

  private static Query search(String text, String... paths) {
    return new Query.Search(paths.length == 0 ? ALL : List.of(paths), text);
  }

  private List<Id> sorted(Query query) {
    return ids(query).stream().sorted().toList();
  }

  @Test
  void aWordIsFoundWhateverItsCaseAndDiacritics() {
    insert(1, "text", "A café in Zürich");
    insert(2, "text", "CAFE");
    insert(3, "text", "cafeteria");
    assertThat(sorted(search("café"))).containsExactly(id(1), id(2));
    assertThat(sorted(search("Cafe"))).containsExactly(id(1), id(2));
    assertThat(ids(search("zurich"))).containsExactly(id(1));
    assertThat(ids(search("caf"))).isEmpty();
  }

  @Test
  void anAsteriskStandsForAnyEnd() {
    insert(1, "text", "cafe");
    insert(2, "text", "cafeteria");
    assertThat(sorted(search("caf*"))).containsExactly(id(1), id(2));
    assertThat(ids(search("cafet*"))).containsExactly(id(2));
    assertThat(ids(search("*"))).isEmpty();
  }

  @Test
  void everyWordMustBeThereInWhicheverAttribute() {
    insert(1, "text", "red house", "tags", List.of("garden", "old"));
    insert(2, "text", "red", "title", Map.of("en_AE", "House", "ar_AE", "بيت"));
    insert(3, "text", "red");
    assertThat(sorted(search("red house"))).containsExactly(id(1), id(2));
    assertThat(ids(search("red garden"))).containsExactly(id(1));
    assertThat(ids(search("بيت red"))).containsExactly(id(2));
    assertThat(ids(search("red blue"))).isEmpty();
  }

  @Test
  void onlyTheAttributesThatAreAskedForAreSearched() {
    insert(1, "text", "red", "tags", List.of("house"));
    assertThat(ids(search("red", "text"))).containsExactly(id(1));
    assertThat(ids(search("red", "tags"))).isEmpty();
    assertThat(ids(search("red house", "text", "tags"))).containsExactly(id(1));
    assertThat(ids(search("red house", "text", "title"))).isEmpty();
  }

  @Test
  void wordsOfTheSearchLanguageAreWordsLikeOthers() {
    insert(1, "text", "this AND that OR not NEAR c0");
    insert(2, "text", "quote \" here");
    assertThat(ids(search("AND"))).containsExactly(id(1));
    assertThat(ids(search("or near"))).containsExactly(id(1));
    assertThat(ids(search("\"quote\" : -(here)"))).containsExactly(id(2));
    assertThat(ids(search("c0:this"))).containsExactly(id(1));
    assertThat(ids(search("{text} this"))).isEmpty();
    assertThat(ids(search("\" ' ; --"))).isEmpty();
    assertThat(ids(search(""))).isEmpty();
  }

  @Test
  void changesAreFoundAtOnce() {
    insert(1, "text", "red", "number", 1L);
    insert(2, "text", "red");
    update(1, "text", "blue");
    assertThat(ids(search("red"))).containsExactly(id(2));
    assertThat(ids(search("blue"))).containsExactly(id(1));
    update(1, "number", 2L);
    assertThat(ids(search("blue"))).containsExactly(id(1));
    update(1, "tags", new Edit.Append(List.of("green"), true));
    assertThat(ids(search("green blue"))).containsExactly(id(1));
    update(1, "text", new Edit.Unset());
    assertThat(ids(search("blue"))).isEmpty();
    delete(1, false);
    delete(2, true);
    assertThat(ids(search("green"))).isEmpty();
    assertThat(ids(search("red"))).isEmpty();
  }

  @Test
  void aTransactionThatFailedLeavesNoWords() {
    insert(1, "text", "red", "name", "Ann");
    try {
      write(
          new Write.Insert("things", doc(2, "text", "blue")),
          new Write.Update("things", is("_id", id(1)), attrs("text", "blue")),
          new Write.Insert("things", doc(3, "name", "Ann")));
    } catch (Duplicate e) {
      assertThat(e.attrs()).containsExactly("name");
    }
    assertThat(ids(search("blue"))).isEmpty();
    assertThat(ids(search("red"))).containsExactly(id(1));
  }

  @Test
  void otherConditionsHoldToo() {
    insert(1, "text", "red", "number", 1L);
    insert(2, "text", "red", "number", 2L);
    insert(3, "text", "blue", "number", 2L);
    assertThat(ids(search("red").and(is("number", 2L)))).containsExactly(id(2));
    assertThat(sorted(new Query.Or(List.of(search("red"), is("number", 2L)))))
        .containsExactly(id(1), id(2), id(3));
    assertThat(ids(search("red").negated())).containsExactly(id(3));
    assertThat(ids(search("").negated())).hasSize(3);
    assertThat(ids(search("red").and(search("re*", "text")).and(is("number", 1L))))
        .containsExactly(id(1));
    assertThat(
            data.groups(
                "things",
                search("red"),
                new Grouping("number", OptionalInt.empty(), List.of()),
                10))
        .hasSize(2);
    write(new Write.Update("things", search("red"), attrs("number", 7L)));
    assertThat(ids(is("number", 7L))).containsExactly(id(2), id(1));
  }

  @Test
  void theBestComeFirstAndOfEquallyGoodOnesTheNewest() {
    insert(1, "text", "red");
    insert(2, "text", "a very long text in which the word red stands once among so many others");
    insert(3, "text", "red");
    insert(4, "text", "blue");
    assertThat(ids(search("red"))).containsExactly(id(3), id(1), id(2));
    Find page = Find.where(search("red").and(Query.everything())).skip(1).limit(1);
    assertThat(data.read("things", page).list()).containsExactly(read(1));
    assertThat(data.read("things", page).total()).isEqualTo(3);
    Find sorted = Find.where(search("red")).sorted(new Sort("_id", false));
    assertThat(data.read("things", sorted).list())
        .extracting(doc -> doc.id())
        .containsExactly(id(1), id(2), id(3));
  }

  @Test
  void whatIsDeclaredLaterFindsWhatWasThereBefore() {
    insert(1, "text", "red", "name", "purple");
    insert(2, "text", "red", "name", "orange");
    delete(2, false);
    CollectionSpec names =
        new CollectionSpec("things", TYPES, List.of(), List.of(), List.of("name", "text"), false);
    data.define(List.of(names));
    assertThat(ids(search("red purple", "text", "name"))).containsExactly(id(1));
    assertThat(ids(search("orange", "name"))).isEmpty();
    data.define(List.of(new CollectionSpec("things", TYPES, List.of(), List.of())));
    insert(3, "text", "red");
    data.define(List.of(names));
    assertThat(sorted(search("red", "text"))).containsExactly(id(1), id(3));
  }

  @Test
  void anAttributeThatChangesItsTypeIsSearchedAsItIsStored() {
    insert(1, "text", "red");
    Map<String, AttrType<?>> types = new LinkedHashMap<>(TYPES);
    types.put("text", new AttrType.Locale());
    data.define(
        List.of(new CollectionSpec("things", types, List.of(), List.of(), List.of("text"), false)));
    insert(2, "text", Map.of("en_AE", "Red"));
    assertThat(sorted(search("red", "text"))).containsExactly(id(1), id(2));
  }

  @Test
  void loadedDocumentsAreFound() {
    insert(1, "text", "red");
    data.load(
        "things",
        List.of(
            new StoredDoc(doc(1, "text", "blue"), 2, false),
            new StoredDoc(doc(2, "text", "blue"), 1, true),
            new StoredDoc(doc(3, "text", "blue"), 1, false)));
    assertThat(ids(search("red"))).isEmpty();
    assertThat(sorted(search("blue"))).containsExactly(id(1), id(3));
    reopen();
    assertThat(sorted(search("blue"))).containsExactly(id(1), id(3));
  }
}
