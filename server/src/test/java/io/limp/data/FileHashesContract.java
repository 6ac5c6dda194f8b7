package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.AttrType;
import io.limp.api.FileRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which contents of files the database needs. */
abstract class FileHashesContract extends Contract {
  private static final AttrType.File FILE = new AttrType.File(List.of());
  private static final CollectionSpec SHELF =
      new CollectionSpec(
          "shelf",
          new LinkedHashMap<>(Map.of("photo", new AttrType.ListOf<>(FILE), "cover", FILE)),
          List.of(),
          List.of());

  /** Removes the whole change log. */
  abstract void forgetChanges();

  @BeforeEach
  void defineShelf() {
    data.close();
    data = open(folder);
    data.define(List.of(THINGS, SHELF));
  }

  private void reopenWithout() {
    data.close();
    data = open(folder);
    data.define(List.of(THINGS));
  }

  static String hash(int number) {
    return "%064x".formatted(0xabc0000 + number);
  }

  private static Object file(int number) {
    return FILE.plain(new FileRef("p.png", "image/png", 5, 0, hash(number)));
  }

  private Set<String> told() {
    Set<String> told = new TreeSet<>();
    data.fileHashes(
        hash -> {
          told.add(hash);
          return true;
        });
    return told;
  }

  private void put(int id, Object... attrs) {
    write(new Write.Insert("shelf", doc(id, attrs)));
  }

  @Test
  void anEmptyDatabaseNeedsNone() {
    assertThat(told()).isEmpty();
  }

  @Test
  void filesOfLivingAndDeletedDocumentsAreNeeded() {
    put(1, "photo", List.of(file(1), file(2)), "cover", file(3));
    put(2, "cover", file(4));
    put(3, "cover", file(5));
    write(new Write.Delete("shelf", is("_id", id(2)), false));
    write(new Write.Delete("shelf", is("_id", id(3)), true));
    assertThat(told()).containsExactly(hash(1), hash(2), hash(3), hash(4), hash(5));
    forgetChanges();
    assertThat(told()).containsExactly(hash(1), hash(2), hash(3), hash(4));
  }

  @Test
  void whatAnUpdateReplacedIsNeededWhileTheLogKnowsIt() {
    put(1, "cover", file(1));
    write(new Write.Update("shelf", is("_id", id(1)), attrs("cover", file(2))));
    assertThat(told()).containsExactly(hash(1), hash(2));
    forgetChanges();
    assertThat(told()).containsExactly(hash(2));
  }

  @Test
  void filesOfCollectionsAndAttributesThatNobodyDefinesAreNeeded() {
    put(1, "cover", file(1));
    insert(1, "any", Map.of("deep", List.of(file(2))), "text", hash(3));
    forgetChanges();
    reopenWithout();
    assertThat(told()).containsExactly(hash(1), hash(2), hash(3));
  }

  @Test
  void textsThatAreAlmostHashesAreNone() {
    String hash = hash(1);
    insert(1, "text", hash + "0");
    insert(2, "text", hash.substring(1));
    insert(3, "text", "\"" + hash.toUpperCase(Locale.ROOT) + "\"");
    insert(4, "text", "x" + hash.substring(1), "any", values(hash(2), 1L));
    assertThat(told()).doesNotContain(hash, hash + "0", hash.substring(1));
  }

  @Test
  void manyDocumentsAndChangesAreReadInParts() {
    Set<String> all = new TreeSet<>();
    List<Write> writes = new ArrayList<>();
    for (int i = 1; i <= 450; i++) {
      all.add(hash(i));
      writes.add(new Write.Insert("shelf", doc(i, "cover", file(i))));
    }
    data.write(ACTOR, writes);
    assertThat(told()).isEqualTo(all);
    forgetChanges();
    assertThat(told()).isEqualTo(all);
  }

  @Test
  void nothingIsToldAfterItIsEnough() {
    put(1, "photo", List.of(file(1), file(2), file(3)));
    List<String> told = new ArrayList<>();
    data.fileHashes(
        hash -> {
          told.add(hash);
          return told.size() < 2;
        });
    assertThat(told).hasSize(2);
  }

  /** The listener moves a reference from what is read last to what was read first. */
  @Test
  void whatMovesToADocumentThatWasReadAlreadyIsToldOf() {
    put(1, "cover", file(1));
    insert(1, "any", file(2));
    forgetChanges();
    Set<String> told = new TreeSet<>();
    data.fileHashes(
        hash -> {
          if (told.isEmpty()) {
            write(new Write.Update("shelf", is("_id", id(1)), attrs("cover", file(2))));
            write(new Write.Delete("things", is("_id", id(1)), true));
          }
          told.add(hash);
          return true;
        });
    assertThat(told).containsExactly(hash(1), hash(2));
  }
}
