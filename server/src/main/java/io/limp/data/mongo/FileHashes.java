package io.limp.data.mongo;

import com.mongodb.client.MongoCollection;
import io.limp.data.FileHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/**
 * Tells of the contents of files that documents and the change log need, a few at a time: see
 * {@link io.limp.data.Data#fileHashes}.
 *
 * <p>First come the collections that have files, then the log, then all the others: where every
 * content is needed, the listener has heard enough before those. At the end come the changes that
 * were made meanwhile, which know what moved from a document not read yet to one that was.
 */
final class FileHashes {
  private static final int PART = 200;

  /** Below every id that there is. */
  private static final BsonValue BEFORE_DOCS = new BsonObjectId(new ObjectId(new byte[12]));

  private static final BsonValue BEFORE_CHANGES = new BsonInt64(-1);

  private final Connection connection;
  private final Predicate<String> goOn;
  private boolean enough;

  FileHashes(Connection connection, Predicate<String> goOn) {
    this.connection = connection;
    this.goOn = goOn;
  }

  /**
   * Tells.
   *
   * @param defined the collections of today
   * @param all the names of all that were ever defined
   */
  void tell(Collection<Table> defined, Collection<String> all) {
    Set<String> withFiles = new LinkedHashSet<>();
    defined.stream()
        .filter(table -> table.types().values().stream().anyMatch(FileHash::isIn))
        .forEach(table -> withFiles.add(table.name()));
    withFiles.forEach(name -> tell(name, BEFORE_DOCS));
    BsonValue logged = tell(ChangeLog.NAME, BEFORE_CHANGES);
    all.stream().filter(name -> !withFiles.contains(name)).forEach(name -> tell(name, BEFORE_DOCS));
    tell(ChangeLog.NAME, logged);
  }

  /** Behind which id the next would come. */
  private BsonValue tell(String collection, BsonValue from) {
    MongoCollection<BsonDocument> docs =
        connection.database().getCollection(collection, BsonDocument.class);
    BsonValue last = from;
    boolean more = true;
    while (more && !enough) {
      List<BsonDocument> part = part(docs, last);
      part.forEach(this::tell);
      more = part.size() == PART;
      last = part.isEmpty() ? last : part.getLast().get(Field.ID, last);
    }
    return last;
  }

  private List<BsonDocument> part(MongoCollection<BsonDocument> docs, BsonValue from) {
    BsonDocument later = new BsonDocument(Field.ID, new BsonDocument("$gt", from));
    return connection.ask(
        () ->
            docs.find(later)
                .sort(new BsonDocument(Field.ID, new BsonInt32(1)))
                .limit(PART)
                .into(new ArrayList<>()));
  }

  private void tell(BsonValue value) {
    if (enough) {
      return;
    }
    switch (value.getBsonType()) {
      case STRING -> {
        String text = value.asString().getValue();
        enough = FileHash.is(text) && !goOn.test(text);
      }
      case DOCUMENT -> value.asDocument().values().forEach(this::tell);
      case ARRAY -> value.asArray().forEach(this::tell);
      default -> {}
    }
  }
}
