package io.limp.data.mongo;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.FindIterable;
import io.limp.data.Plan;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * MongoDB's plan of a read: its stages from the last to the first, such as {@code FETCH} and {@code
 * IXSCAN i_0f1e}, whose words are those of its manual's explain results.
 */
final class ExplainPlan {
  private ExplainPlan() {}

  static Plan of(FindIterable<BsonDocument> found, boolean exact, boolean ordered) {
    BsonDocument told = found.explain(BsonDocument.class, ExplainVerbosity.QUERY_PLANNER);
    List<String> lines = new ArrayList<>();
    collect(told, lines);
    if (!exact) {
      lines.add("the condition is finished by limpd");
    }
    if (!ordered) {
      lines.add("sorted by limpd");
    }
    return new Plan(lines, lines.stream().noneMatch(line -> line.startsWith("COLLSCAN")));
  }

  /** Shards and versions nest their stages differently, but all of them have a name there. */
  private static void collect(BsonValue value, List<String> lines) {
    if (value.isDocument()) {
      BsonDocument object = value.asDocument();
      if (object.get("stage") instanceof BsonString stage) {
        String index =
            object.get("indexName") instanceof BsonString name ? " " + name.getValue() : "";
        lines.add(stage.getValue() + index);
      }
      object.forEach(
          (key, inner) -> {
            if (!key.equals("rejectedPlans")) {
              collect(inner, lines);
            }
          });
    } else if (value.isArray()) {
      value.asArray().forEach(inner -> collect(inner, lines));
    }
  }
}
