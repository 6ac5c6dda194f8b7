package io.limp.api;

import java.util.List;

/**
 * The methods of one module, called from another's code. Each throws {@link Refusal} where a client
 * would be refused.
 */
public interface ModuleCalls {
  Docs read(Find find);

  default Docs read(Query where) {
    return read(Find.where(where));
  }

  /** Creates the document and gives its id. */
  Id create(Doc doc);

  /** Updates what the condition holds for; gives the ids of all that matched. */
  List<Id> update(Query where, Doc changes);

  /** Deletes what the condition holds for; gives the ids. */
  List<Id> delete(Query where);

  /** Calls any method by its name. */
  Reply call(String method, Find find, Doc doc);
}
