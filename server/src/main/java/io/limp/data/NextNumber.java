package io.limp.data;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * An attribute of a new document that holds the next number of a row. It is taken in the
 * transaction that writes the document: a document that is refused takes none, so that none is left
 * out, and no two documents get the same.
 *
 * <p>How far each row is, one document of {@link #COLLECTION} says. The driver counts it up past
 * the change log, which would only repeat what the numbered documents say.
 *
 * @param attr the attribute
 * @param row a document without its last number, complete with its {@code _id}
 * @param text what the attribute holds, of the number; it is asked in the transaction, so it must
 *     be quick
 */
public record NextNumber(String attr, Doc row, LongFunction<String> text) {
  /** One document a row of numbers. */
  public static final String COLLECTION = "_counters";

  /** The number that was given last. */
  public static final String LAST = "last";

  private static final String OF = "collection";
  private static final String ATTR = "attr";
  private static final String TEXT = "text";

  public static final CollectionSpec SPEC =
      new CollectionSpec(COLLECTION, types(), List.of(), List.of());

  private static Map<String, AttrType<?>> types() {
    Map<String, AttrType<?>> types = new LinkedHashMap<>();
    types.put(OF, AttrType.str());
    types.put(ATTR, AttrType.str());
    types.put(TEXT, AttrType.str());
    types.put(LAST, AttrType.integer());
    return types;
  }

  /**
   * The next number of a row.
   *
   * @param collection the document's
   * @param inRow what all the row's documents share
   */
  public static NextNumber of(
      String collection, String attr, String inRow, LongFunction<String> text) {
    Doc row =
        Doc.of(LimpModule.ID, id(collection, attr, inRow))
            .withPlain(OF, collection)
            .withPlain(ATTR, attr)
            .withPlain(TEXT, inRow);
    return new NextNumber(attr, row, text);
  }

  /** The row after that number was given. */
  public Doc row(long number) {
    return row.withPlain(LAST, number);
  }

  /** The number after the last one of a stored row. */
  public static long after(Doc stored) {
    return stored.values().get(LAST) instanceof Number last ? last.longValue() + 1 : 1;
  }

  private static Id id(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + " ").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return Id.of(Arrays.copyOf(digest.digest(), Id.DIGITS / 2));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
