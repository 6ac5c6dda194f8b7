package io.limp.benchmarks.data;

import io.limp.api.Doc;
import io.limp.api.Id;

/** What keeps documents durably, with a log of their changes and both images of each. */
interface Store extends AutoCloseable {
  /** Returns when the document is durable. */
  void insert(Doc doc) throws Exception;

  /** Sets these attributes of a document and returns when that is durable. */
  void update(Id id, Doc changes) throws Exception;

  /** The document, decoded; one that is not there is a mistake. */
  Object read(Id id) throws Exception;

  /** How many documents there are. */
  long count() throws Exception;

  @Override
  void close();
}
