package io.limp.call.base;

import io.limp.api.Reply;
import io.limp.call.Codes;
import io.limp.data.CannotEdit;
import io.limp.data.Conflict;
import io.limp.data.Data;
import io.limp.data.Duplicate;
import io.limp.data.Write;
import io.limp.data.Written;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Writes what calls have made ready, all of it in one transaction, and answers them. */
public final class CommitWrites {
  private static final Written NOTHING = new Written(List.of(), 0);

  private final Data data;

  public CommitWrites(Data data) {
    this.data = data;
  }

  /**
   * All or nothing, by one caller.
   *
   * @param along what is written with them, and answers nothing
   * @return one reply for each, in order
   * @throws io.limp.api.Refusal when one of them cannot be written
   */
  public List<Reply> commit(List<PendingWrite> pending, List<Write> along) {
    List<Write> writes = new ArrayList<>();
    pending.stream().map(PendingWrite::write).flatMap(Optional::stream).forEach(writes::add);
    writes.addAll(along);
    Iterator<Written> written =
        (writes.isEmpty() ? List.<Written>of() : write(pending, writes)).iterator();
    List<Reply> replies = new ArrayList<>(pending.size());
    for (PendingWrite one : pending) {
      replies.add(one.reply().apply(one.write().isPresent() ? written.next() : NOTHING));
    }
    return replies;
  }

  private List<Written> write(List<PendingWrite> pending, List<Write> writes) {
    PendingWrite first = pending.getFirst();
    try {
      return data.write(first.call().caller().user(), writes);
    } catch (Duplicate e) {
      PendingWrite of =
          pending.stream()
              .filter(
                  one -> one.write().filter(w -> w.collection().equals(e.collection())).isPresent())
              .findFirst()
              .orElse(first);
      throw Codes.duplicate(of.module(), of.call(), e.attrs());
    } catch (Conflict e) {
      throw Codes.conflict(first.module(), e);
    } catch (CannotEdit e) {
      throw Codes.cannotEdit(first.module(), e);
    }
  }
}
