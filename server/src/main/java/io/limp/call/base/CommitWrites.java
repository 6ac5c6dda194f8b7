package io.limp.call.base;

import io.limp.api.Refusal;
import io.limp.api.Reply;
import io.limp.call.Codes;
import io.limp.data.CannotEdit;
import io.limp.data.Conflict;
import io.limp.data.Data;
import io.limp.data.Duplicate;
import io.limp.data.TooLarge;
import io.limp.data.Write;
import io.limp.data.WriteRefused;
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
    try {
      return data.write(pending.getFirst().call().caller().user(), writes);
    } catch (WriteRefused e) {
      PendingWrite of =
          pending.stream()
              .filter(one -> one.write().isPresent())
              .skip(e.place())
              .findFirst()
              .orElse(pending.getFirst()); // what is written along with them
      throw of.naming(refusal(of, e));
    }
  }

  private static Refusal refusal(PendingWrite of, WriteRefused refused) {
    return switch (refused) {
      case Duplicate duplicate -> Codes.duplicate(of.module(), of.call(), duplicate.attrs());
      case Conflict conflict -> Codes.conflict(of.module(), conflict);
      case CannotEdit edit -> Codes.cannotEdit(of.module(), edit);
      case TooLarge large -> Codes.docTooLarge(of.module(), large);
    };
  }
}
