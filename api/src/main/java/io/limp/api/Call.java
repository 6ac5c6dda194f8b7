package io.limp.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One call on its way through the server: who calls what, with which query and doc. It does not
 * change; hooks hand on a changed copy.
 *
 * <pre>{@code
 * private Call fillPermalink(Call call) {
 *   return call.doc().has(PERMALINK) ? call : call.with(PERMALINK, slug(call.doc().get(TITLE)));
 * }
 * }</pre>
 *
 * @param module the module's name
 * @param method the method's name
 * @param caller who calls
 * @param level which generation of clients calls, for what these expect differently
 * @param find which documents, order and page
 * @param args the values of the query's plain equalities by name, for methods that take arguments
 *     rather than conditions
 * @param doc the document part of the call
 * @param now the moment of the call; the same for all that it does
 * @param modules the way to other modules
 * @param joined what is written in one transaction with the call's own write
 */
public record Call(
    String module,
    String method,
    Caller caller,
    Level level,
    Find find,
    Doc args,
    Doc doc,
    Instant now,
    Modules modules,
    List<Batch> joined) {
  public Call {
    joined = List.copyOf(joined);
  }

  /** The same call with one attribute of its doc set. */
  public <T> Call with(Attr<T> attr, T value) {
    return withDoc(doc.with(attr, value));
  }

  public Call withDoc(Doc changed) {
    return new Call(module, method, caller, level, find, args, changed, now, modules, joined);
  }

  public Call withFind(Find changed) {
    return new Call(module, method, caller, level, changed, args, doc, now, modules, joined);
  }

  /** The methods of another module as the server itself: past its permissions, secrets included. */
  public ModuleCalls trusted(Class<? extends LimpModule> other) {
    return modules.trusted(this, other);
  }

  /**
   * The methods of the called module itself, as the server itself; of a proxy those of the module
   * that it is another way to. For templates, which do not know the module's class.
   */
  public ModuleCalls trusted() {
    return modules.trusted(this);
  }

  /**
   * The methods of another module as whoever calls this one, with the permissions that they have.
   */
  public ModuleCalls module(Class<? extends LimpModule> other) {
    return modules.asCaller(this, other);
  }

  /** Writes to be done together, as whoever calls this one, with the permissions that they have. */
  public Batch batch() {
    return modules.batch(this, false);
  }

  /** Writes to be done together, as the server itself: past all permissions. */
  public Batch trustedBatch() {
    return modules.batch(this, true);
  }

  /**
   * The same call, which also writes what is in the batch: all of it in one transaction with the
   * call's own write, or nothing. For hooks before create, update and delete; nobody commits the
   * batch.
   *
   * <pre>{@code
   * private Call tellOwner(Call call) {
   *   Id id = Id.next(call.now());
   *   return call.with(ID, id)
   *       .together(call.trustedBatch().create(Notification.class, Doc.of(CONTENT, id) ...));
   * }
   * }</pre>
   */
  public Call together(Batch writes) {
    List<Batch> all = new ArrayList<>(joined);
    all.add(writes);
    return new Call(module, method, caller, level, find, args, doc, now, modules, all);
  }

  /**
   * Sends the message when the call is done. In a hook before create, update or delete it is put
   * into the outbox in the transaction of that write; elsewhere when the whole call has gone well,
   * before it is answered. A message of a call that fails is never sent.
   *
   * <p>The gateway hears of it later, and again until it takes the message: see the guide on
   * messages.
   *
   * @throws Refusal 400 when a recipient is none, there are none or too many, or the message is too
   *     large
   * @throws IllegalArgumentException when there is no such gateway
   */
  public void send(Message message) {
    modules.send(this, message);
  }

  /**
   * A text of the module's own package in that language, or in the nearest that has it: see {@link
   * PackageSpec#l10n}.
   *
   * <pre>{@code call.text("ready", "en_AE", Map.of("parcel", label))}</pre>
   *
   * @param values what stands in the places {@code {parcel}} of the text, by their names
   * @throws IllegalArgumentException when the package has no text of that key in any language
   */
  public String text(String key, String locale, Map<String, ?> values) {
    return Texts.filled(modules.text(this, key, locale), values);
  }

  /** A text without places for values. */
  public String text(String key, String locale) {
    return text(key, locale, Map.of());
  }

  /** The way from a call to the other modules and outside; the server gives it. */
  public interface Modules {
    ModuleCalls trusted(Call from);

    ModuleCalls trusted(Call from, Class<? extends LimpModule> other);

    ModuleCalls asCaller(Call from, Class<? extends LimpModule> other);

    Batch batch(Call from, boolean trusted);

    void send(Call from, Message message);

    /** The texts of all packages. */
    Texts texts();

    /**
     * A text of the package whose module is called.
     *
     * @throws IllegalArgumentException when it has none of that key
     */
    String text(Call from, String key, String locale);
  }
}
