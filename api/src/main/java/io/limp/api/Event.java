package io.limp.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Something that happens to a module's documents, and who is told of it: each of these users gets a
 * document of the module {@code notification}, written together with the change that caused it.
 *
 * <pre>{@code
 * PackageSpec.of("shop")
 *     .event(on(Order.class).create().notify(User.GROUPS.has(WAREHOUSE), "A new order"))
 *     .event(
 *         on(Order.class).update().when(Order.STATUS.is("shipped"))
 *             .notify(order -> ID.is(order.get(Order.USER)), _ -> "It is on its way"))
 * }</pre>
 *
 * @param module whose documents
 * @param what happens to them
 * @param when it matters only where this holds for the document: as it will be, and for an update
 *     not as it was; for a delete and an undelete as it was
 * @param notices who is told, and what
 * @param source where it was written
 */
public record Event(
    Class<? extends LimpModule> module,
    What what,
    Query when,
    List<Notice> notices,
    SourceLine source) {
  /** What happens to a document. */
  public enum What {
    CREATE,
    UPDATE,
    DELETE,
    UNDELETE
  }

  /**
   * Who is told what.
   *
   * @param users the condition on users, for the document that it happens to
   * @param title of the notification, for that document
   */
  public record Notice(Function<Doc, Query> users, Function<Doc, String> title) {}

  /** A module whose documents something happens to. */
  public record On(Class<? extends LimpModule> module) {
    public Event create() {
      return of(What.CREATE);
    }

    public Event update() {
      return of(What.UPDATE);
    }

    public Event delete() {
      return of(What.DELETE);
    }

    /** A deleted document comes back; that is no {@link #create}. */
    public Event undelete() {
      return of(What.UNDELETE);
    }

    private Event of(What what) {
      return new Event(module, what, Query.everything(), List.of(), SourceLine.here());
    }
  }

  public Event {
    notices = List.copyOf(notices);
  }

  /** Only for documents for which the condition holds; an update must be what makes it hold. */
  public Event when(Query condition) {
    return new Event(module, what, when.and(condition), notices, source);
  }

  /**
   * Tells these users. In the condition, {@code me()} is who caused it.
   *
   * @param title of the notification
   */
  public Event notify(Query users, String title) {
    return notify(_ -> users, _ -> title);
  }

  /** Tells users who depend on the document, in words that depend on it. */
  public Event notify(Function<Doc, Query> users, Function<Doc, String> title) {
    List<Notice> more = new ArrayList<>(notices);
    more.add(new Notice(users, title));
    return new Event(module, what, when, more, source);
  }
}
