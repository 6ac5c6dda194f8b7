package io.limp.data;

import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import io.limp.data.WriteSequence.Step;
import io.limp.data.WriteSequence.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a sequence may be cut down to in one go: those first that take most away. */
final class ShorterSequences {
  private ShorterSequences() {}

  static List<WriteSequence> of(WriteSequence round) {
    List<WriteSequence> shorter = new ArrayList<>();
    List<Step> steps = round.steps();
    for (int part = steps.size() / 2; part > 0; part /= 2) {
      for (int end = steps.size(); end >= part; end -= part) {
        shorter.add(round.with(replaced(steps, end - part, end, List.of())));
      }
    }
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i) instanceof Transaction(Id actor, List<Write> writes)) {
        for (List<Write> fewer : fewer(writes)) {
          Step step = new Transaction(actor, fewer);
          shorter.add(round.with(replaced(steps, i, i + 1, List.of(step))));
        }
      }
    }
    return shorter;
  }

  private static List<List<Write>> fewer(List<Write> writes) {
    List<List<Write>> fewer = new ArrayList<>();
    for (int i = 0; i < writes.size(); i++) {
      if (writes.size() > 1) {
        fewer.add(replaced(writes, i, i + 1, List.of()));
      }
      for (Write simpler : simpler(writes.get(i))) {
        fewer.add(replaced(writes, i, i + 1, List.of(simpler)));
      }
    }
    return fewer;
  }

  private static List<Write> simpler(Write write) {
    List<Write> simpler = new ArrayList<>();
    switch (write) {
      case Write.Insert insert ->
          without(insert.doc())
              .forEach(doc -> simpler.add(new Write.Insert(insert.collection(), doc)));
      case Write.Update update -> {
        without(update.changes()).forEach(changes -> simpler.add(with(update, changes)));
        SoleId.within(update.where())
            .map(LimpModule.ID::is)
            .filter(sole -> !sole.equals(update.where()))
            .ifPresent(sole -> simpler.add(with(update, sole)));
      }
      case Write.Delete _, Write.Undelete _ -> {}
    }
    return simpler;
  }

  private static Write with(Write.Update update, Doc changes) {
    return new Write.Update(
        update.collection(), update.where(), changes, update.version(), update.remarks());
  }

  private static Write with(Write.Update update, Query where) {
    return new Write.Update(
        update.collection(), where, update.changes(), update.version(), update.remarks());
  }

  private static List<Doc> without(Doc doc) {
    return doc.values().keySet().stream()
        .filter(name -> !name.equals("_id"))
        .map(
            name -> {
              Map<String, Object> rest = new LinkedHashMap<>(doc.values());
              rest.remove(name);
              return new Doc(rest);
            })
        .toList();
  }

  private static <T> List<T> replaced(List<T> list, int from, int to, List<T> by) {
    List<T> replaced = new ArrayList<>(list);
    replaced.subList(from, to).clear();
    replaced.addAll(from, by);
    return replaced;
  }
}
