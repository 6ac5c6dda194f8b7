package io.limp.call;

import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.data.DataUnavailable;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows a write that is done: hooks, and what the answer takes. Whatever becomes of it, the
 * caller is not told that nothing was written, or it would be written once more.
 */
final class BehindCommit {
  private static final Logger LOG = LoggerFactory.getLogger(BehindCommit.class);

  private BehindCommit() {}

  /** Something failed behind a write that stays. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Reply written;
    private final Throwable reason;
    private final transient OptionalInt place;

    private Failed(Reply written, Throwable reason, OptionalInt place) {
      super(null, reason, false, false);
      this.written = written;
      this.reason = reason;
      this.place = place;
    }

    /**
     * Other writes were done with it.
     *
     * @param call which of the calls in a client's batch has failed; empty: there is no batch
     */
    Failed with(Reply all, OptionalInt call) {
      return new Failed(all, reason, call);
    }

    Throwable reason() {
      return reason;
    }

    /** To the code that called: for it, the call has failed in the usual way. */
    RuntimeException unwrapped() {
      if (reason instanceof Error error) {
        throw error;
      }
      return (RuntimeException) reason;
    }

    /** The refusal with what was written all the same. */
    Refusal told(Refusal refusal) {
      List<Map<String, Id>> docs =
          ids(written).stream().map(id -> Map.of(LimpModule.ID.name(), id)).toList();
      Refusal told = refusal.with("written", true).with("docs", docs);
      return place.isPresent() ? told.with("index", (long) place.getAsInt()) : told;
    }
  }

  /**
   * Does the rest of a call.
   *
   * @param written what its write answers
   * @return what the rest gives; or, where the database is lost meanwhile, what was written by its
   *     ids alone: what hooks would have taken out is not known
   * @throws Failed when it fails otherwise
   */
  static Reply run(Reply written, Supplier<Reply> rest) {
    if (ids(written).isEmpty()) {
      return rest.get();
    }
    try {
      return rest.get();
    } catch (DataUnavailable e) {
      LOG.error("A call is answered without what should follow its write: {}", e.getMessage());
      return byIds(written);
    } catch (Failed e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new Failed(written, e, OptionalInt.empty());
    }
  }

  private static Reply byIds(Reply written) {
    return switch (written) {
      case Reply.CreatedDoc created -> new Reply.Created(created.doc().id());
      case Reply.Replies(List<Reply> all) ->
          new Reply.Replies(all.stream().map(BehindCommit::byIds).toList());
      default -> written;
    };
  }

  private static List<Id> ids(Reply written) {
    return switch (written) {
      case Reply.Created(Id id) -> List.of(id);
      case Reply.CreatedDoc created -> List.of(created.doc().id());
      case Reply.Updated updated -> updated.count() == 0 ? List.of() : updated.ids();
      case Reply.Deleted(List<Id> ids) -> ids;
      case Reply.Replies(List<Reply> all) ->
          all.stream().flatMap(one -> ids(one).stream()).toList();
      default -> List.of();
    };
  }
}
