package io.limp.api;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a module says of itself. A value: every word returns a changed copy.
 *
 * <pre>{@code
 * ModuleSpec.of("staff").collection("staff").attrs(Staff.class)
 *     .read(anyone()).create(permit("create")).update(permit("update")).delete(permit("delete"))
 * }</pre>
 *
 * @param name as in {@code name/method}: lower case, words joined by {@code _}
 * @param collection where its documents are kept; none: a service module
 * @param attrs the attributes of its documents, in the order in which they are answered
 * @param privileges what a user may be given on it
 * @param methods by name
 * @param expands by attribute
 * @param unique sets of attributes that no two living documents share
 * @param indexes sets of attributes that are looked up or sorted by
 * @param search the attributes whose words {@code $search} finds
 * @param history true: {@code diff} keeps who changed what
 * @param unkept attributes that the history leaves out
 * @param forcePermits who may delete for good; empty: whoever may delete
 * @param proxied the module that it is another way to; empty: its documents are its own
 * @param codeName stands for the module in error codes where it differs from its name
 * @param duplicate the refusal of a document that shares what is unique, where it has one of its
 *     own
 * @param source where it was written
 */
public record ModuleSpec(
    String name,
    Optional<String> collection,
    List<Attr<?>> attrs,
    Set<String> privileges,
    Map<String, MethodSpec> methods,
    Map<String, Expand> expands,
    List<List<String>> unique,
    List<List<String>> indexes,
    List<String> search,
    boolean history,
    Set<String> unkept,
    Optional<List<Permit>> forcePermits,
    Optional<Class<? extends LimpModule>> proxied,
    Optional<String> codeName,
    Optional<Supplier<Refusal>> duplicate,
    SourceLine source) {
  /** The argument of {@code retrieve_file}: the name of one of the document's files. */
  public static final Attr<String> FILE_NAME = Limp.str("var");

  /** The argument of {@code undo}: the {@code _id} of the change in the history. */
  public static final Attr<Id> UNDONE = Limp.id("change");

  /** The argument of {@code undo}: true undoes the change even if others came after it. */
  public static final Attr<Boolean> UNDONE_BY_FORCE = Limp.bool("force");

  /** The privileges that every module has. */
  public static final Set<String> USUAL_PRIVILEGES =
      unmodifiable(List.of("read", "create", "update", "delete", "admin"));

  public ModuleSpec {
    attrs = List.copyOf(attrs);
    unique = List.copyOf(unique);
    indexes = List.copyOf(indexes);
    search = List.copyOf(search);
    unkept = Set.copyOf(unkept);
    forcePermits = forcePermits.map(List::copyOf);
  }

  public static ModuleSpec of(String name) {
    return new ModuleSpec(
        name,
        Optional.empty(),
        List.of(),
        USUAL_PRIVILEGES,
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        false,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        SourceLine.here());
  }

  /**
   * Another way to that module's documents, with a name, privileges and permits of its own. Which
   * attributes there are, what they may hold, what is unique, expanded and kept as history, and the
   * hooks around read, create, update, delete and files stay those of the other module: there is no
   * way around them. A proxy opens a method of the other module by declaring it anew; it may add
   * hooks, which run after the others, expand an attribute in its own way, and have methods of its
   * own.
   *
   * <pre>{@code
   * ModuleSpec.of("public_blog")
   *     .proxy(Blog.class)
   *     .read(anyone().where(Blog.STATUS.is("published")).shows(Blog.TITLE, Blog.CONTENT))
   * }</pre>
   */
  public ModuleSpec proxy(Class<? extends LimpModule> module) {
    return change(draft -> draft.proxied = Optional.of(module));
  }

  /** Says what the template says. What is said of the same method later takes its place. */
  public ModuleSpec template(Template template) {
    return template.applyTo(this);
  }

  /** Keeps its documents in that collection. */
  public ModuleSpec collection(String named) {
    return change(draft -> draft.collection = Optional.of(named));
  }

  /** Takes every public static {@link Attr} constant that the class declares, in order. */
  public ModuleSpec attrs(Class<?> declaring) {
    List<Attr<?>> found = new ArrayList<>();
    for (Field field : declaring.getDeclaredFields()) {
      int modifiers = field.getModifiers();
      if (Modifier.isStatic(modifiers)
          && Modifier.isPublic(modifiers)
          && field.getType() == Attr.class) {
        try {
          found.add((Attr<?>) field.get(null));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(
              declaring + " must be public for its attributes to be read", e);
        }
      }
    }
    return attrs(found.toArray(Attr<?>[]::new));
  }

  /** Adds attributes one by one. */
  public ModuleSpec attrs(Attr<?>... more) {
    return change(draft -> draft.attrs.addAll(List.of(more)));
  }

  /** Adds privileges of its own to the usual ones. */
  public ModuleSpec privileges(String... names) {
    return change(draft -> draft.privileges.addAll(List.of(names)));
  }

  /**
   * No two living documents share the values of these attributes together; a missing value is
   * shared by none.
   */
  public ModuleSpec unique(Attr<?>... together) {
    return change(draft -> draft.unique.add(names(together)));
  }

  /** Makes lookups and orders by these attributes quick. */
  public ModuleSpec index(Attr<?>... together) {
    return change(draft -> draft.indexes.add(names(together)));
  }

  /** Clients may {@code $search} for the words of these texts. */
  public ModuleSpec search(Attr<?>... texts) {
    return change(draft -> draft.search.addAll(names(texts)));
  }

  /**
   * Reads put the other module's document in the place of its id, with those attributes; none
   * named: all. The ids may stand in a list, and with {@link Attr#then} within objects.
   */
  public ModuleSpec expand(Attr<?> attr, Class<? extends LimpModule> module, Attr<?>... shown) {
    return expand(Expand.of(attr, module).shows(shown));
  }

  /** The same with more to say: {@code expand(CAT, BlogCat.class, e -> e.nested().onRequest())}. */
  public ModuleSpec expand(
      Attr<?> attr, Class<? extends LimpModule> module, UnaryOperator<Expand> words) {
    return expand(words.apply(Expand.of(attr, module)));
  }

  /**
   * Reads put in the place of an id the document of the module whose name another attribute holds,
   * beside the id or at the top; where it holds another name, the id stays. A client chooses that
   * name, so every module that may be chosen is said: {@code expandBy(ABOUT, KIND, e ->
   * e.to(Blog.class, Blog.TITLE).to(Album.class))}.
   */
  public ModuleSpec expandBy(Attr<?> attr, Attr<String> kind, UnaryOperator<Expand> modules) {
    return expand(modules.apply(Expand.by(attr, kind)));
  }

  private ModuleSpec expand(Expand expand) {
    return change(draft -> draft.expands.put(expand.attr(), expand));
  }

  /**
   * Keeps who changed what: clients read it, read documents as they were, and undo changes. See
   * docs/guide/history.md.
   *
   * @param unkept attributes that are left out: a change of these alone makes no entry, and their
   *     former values are not shown
   */
  public ModuleSpec diff(Attr<?>... unkept) {
    return change(
        draft -> {
          draft.history = true;
          draft.unkept.addAll(names(unkept));
        });
  }

  /**
   * The word that stands for the module in error codes, where clients know it by another than its
   * name.
   */
  public ModuleSpec codeName(String word) {
    return change(draft -> draft.codeName = Optional.of(word));
  }

  /** How a document is refused that shares what is unique, in place of {@code DUPLICATE_DOC}. */
  public ModuleSpec onDuplicate(Supplier<Refusal> refusal) {
    return change(draft -> draft.duplicate = Optional.of(refusal));
  }

  public ModuleSpec read(Permit... permits) {
    return base("read", MethodSpec.Kind.READ, permits);
  }

  public ModuleSpec create(Permit... permits) {
    return base("create", MethodSpec.Kind.CREATE, permits);
  }

  /** Changes documents; the query must give {@code _id} unless {@link #method} says otherwise. */
  public ModuleSpec update(Permit... permits) {
    return base("update", MethodSpec.Kind.UPDATE, permits)
        .method("update", method -> method.queryArgs(LimpModule.ID));
  }

  /** Deletes documents; the query must give {@code _id} unless {@link #method} says otherwise. */
  public ModuleSpec delete(Permit... permits) {
    return base("delete", MethodSpec.Kind.DELETE, permits)
        .method("delete", method -> method.queryArgs(LimpModule.ID));
  }

  /**
   * Who may delete for good, with {@code $force}, of those who may delete; nobody named: nobody.
   * Without this word, everybody who may delete.
   */
  public ModuleSpec forceDelete(Permit... permits) {
    return change(draft -> draft.forcePermits = Optional.of(List.of(permits)));
  }

  /**
   * Brings deleted documents back, unless they were deleted for good; the query must give {@code
   * _id}. Whoever may do that finds them with {@code "$deleted": true} in a read.
   */
  public ModuleSpec undelete(Permit... permits) {
    return base("undelete", MethodSpec.Kind.UNDELETE, permits)
        .method("undelete", method -> method.queryArgs(LimpModule.ID));
  }

  /**
   * Serves the files of its documents at {@code GET /module/retrieve_file/_id/attr/filename}, small
   * pictures of them at {@code .../_id/attr/320x200/filename}, and, as level 1 has it, by their
   * name alone at {@code .../_id/filename}.
   */
  public ModuleSpec retrieveFile(Permit... permits) {
    return base("retrieve_file", MethodSpec.Kind.RETRIEVE_FILE, permits)
        .method(
            "retrieve_file",
            method ->
                method
                    .get()
                    .queryArgs(LimpModule.ID, FILE_NAME)
                    .orQueryArgs(LimpModule.ID, FileArgs.ATTR, FileArgs.FILENAME)
                    .orQueryArgs(LimpModule.ID, FileArgs.ATTR, FileArgs.THUMB, FileArgs.FILENAME));
  }

  /**
   * Adds a file to one of its documents: {@code create_file} with {@code _id} and {@code attr} in
   * the query and the {@code file} in the doc. A list gets it at its end, a single file is
   * replaced.
   *
   * <pre>{@code
   * ModuleSpec.of("album").collection("albums").attrs(Album.class)
   *     .createFile(permit("update")).deleteFile(permit("update"))
   * }</pre>
   */
  public ModuleSpec createFile(Permit... permits) {
    return base("create_file", MethodSpec.Kind.CREATE_FILE, permits)
        .method(
            "create_file",
            method -> method.queryArgs(LimpModule.ID, FileArgs.ATTR).docArgs(FileArgs.FILE));
  }

  /**
   * Removes a file from a list of one of its documents: {@code delete_file} with {@code _id},
   * {@code attr}, {@code index} and {@code name} in the query. Nothing is removed when the file at
   * that place has another name.
   */
  public ModuleSpec deleteFile(Permit... permits) {
    return base("delete_file", MethodSpec.Kind.DELETE_FILE, permits)
        .method(
            "delete_file",
            method ->
                method.queryArgs(LimpModule.ID, FileArgs.ATTR, FileArgs.INDEX, FileArgs.NAME));
  }

  /**
   * The same with {@code undo}, which the server gives to every module that keeps its history and
   * has updates: by who may update, or for a deletion by who may delete.
   */
  public ModuleSpec withUndo() {
    MethodSpec update = methods.get("update");
    if (!history || update == null || methods.containsKey("undo")) {
      return this;
    }
    List<Permit> permits = new ArrayList<>(update.permits());
    for (String named : List.of("delete", "undelete")) {
      Optional.ofNullable(methods.get(named)).map(MethodSpec::permits).ifPresent(permits::addAll);
    }
    return base("undo", MethodSpec.Kind.UNDO, permits.toArray(Permit[]::new))
        .method(
            "undo",
            method ->
                method.queryArgs(LimpModule.ID).docArgs(UNDONE).optionalDocArgs(UNDONE_BY_FORCE));
  }

  /** A method of the module's own, or more words on one declared before. */
  public ModuleSpec method(String named, UnaryOperator<MethodSpec> words) {
    MethodSpec before = methods.get(named);
    MethodSpec start = before == null ? MethodSpec.of(named, MethodSpec.Kind.OWN) : before;
    return change(draft -> draft.methods.put(named, words.apply(start)));
  }

  @SafeVarargs
  public final ModuleSpec beforeRead(UnaryOperator<Call>... hooks) {
    return hooked("read", hooks);
  }

  @SafeVarargs
  public final ModuleSpec beforeCreate(UnaryOperator<Call>... hooks) {
    return hooked("create", hooks);
  }

  @SafeVarargs
  public final ModuleSpec beforeUpdate(UnaryOperator<Call>... hooks) {
    return hooked("update", hooks);
  }

  @SafeVarargs
  public final ModuleSpec beforeDelete(UnaryOperator<Call>... hooks) {
    return hooked("delete", hooks);
  }

  @SafeVarargs
  public final ModuleSpec beforeCreateFile(UnaryOperator<Call>... hooks) {
    return hooked("create_file", hooks);
  }

  @SafeVarargs
  public final ModuleSpec beforeDeleteFile(UnaryOperator<Call>... hooks) {
    return hooked("delete_file", hooks);
  }

  @SafeVarargs
  public final ModuleSpec beforeRetrieveFile(UnaryOperator<Call>... hooks) {
    return hooked("retrieve_file", hooks);
  }

  public ModuleSpec afterRead(BiFunction<Call, Reply, Reply> hook) {
    return method("read", method -> method.after(hook));
  }

  public ModuleSpec afterCreate(BiFunction<Call, Reply, Reply> hook) {
    return method("create", method -> method.after(hook));
  }

  public ModuleSpec afterUpdate(BiFunction<Call, Reply, Reply> hook) {
    return method("update", method -> method.after(hook));
  }

  public ModuleSpec afterDelete(BiFunction<Call, Reply, Reply> hook) {
    return method("delete", method -> method.after(hook));
  }

  public ModuleSpec afterRetrieveFile(BiFunction<Call, Reply, Reply> hook) {
    return method("retrieve_file", method -> method.after(hook));
  }

  public ModuleSpec afterCreateFile(BiFunction<Call, Reply, Reply> hook) {
    return method("create_file", method -> method.after(hook));
  }

  public ModuleSpec afterDeleteFile(BiFunction<Call, Reply, Reply> hook) {
    return method("delete_file", method -> method.after(hook));
  }

  /** This proxy with what it has of the module that it is another way to. */
  public ModuleSpec over(ModuleSpec original) {
    return change(
        draft -> {
          draft.collection = original.collection;
          draft.attrs.clear();
          draft.attrs.addAll(original.attrs);
          draft.unique.clear();
          draft.unique.addAll(original.unique);
          draft.indexes.clear();
          draft.indexes.addAll(original.indexes);
          draft.search.clear();
          draft.search.addAll(original.search);
          draft.history = original.history;
          draft.unkept.addAll(original.unkept);
          draft.forcePermits = draft.forcePermits.or(() -> original.forcePermits);
          draft.duplicate = original.duplicate;
          original.expands.forEach(draft.expands::putIfAbsent);
          draft.methods.replaceAll((named, method) -> method.over(original.methods.get(named)));
        });
  }

  /** The same, with the attributes of these names hidden. */
  public ModuleSpec hiding(Set<String> names) {
    return change(
        draft ->
            draft.attrs.replaceAll(attr -> names.contains(attr.name()) ? attr.hidden() : attr));
  }

  /** The attribute of that name. */
  public Optional<Attr<?>> attr(String named) {
    for (Attr<?> attr : attrs) {
      if (attr.name().equals(named)) {
        return Optional.of(attr);
      }
    }
    return named.equals(LimpModule.ID.name()) ? Optional.of(LimpModule.ID) : Optional.empty();
  }

  private ModuleSpec base(String named, MethodSpec.Kind kind, Permit... permits) {
    MethodSpec method = MethodSpec.of(named, kind).permit(permits);
    MethodSpec earlier = methods.get(named);
    // Hooks may stand before the method that they belong to.
    MethodSpec hooked = earlier == null ? method : method.withHooksOf(earlier);
    return change(draft -> draft.methods.put(named, hooked));
  }

  @SafeVarargs
  private ModuleSpec hooked(String named, UnaryOperator<Call>... hooks) {
    ModuleSpec changed = this;
    for (UnaryOperator<Call> hook : hooks) {
      changed = changed.method(named, method -> method.before(hook));
    }
    return changed;
  }

  private ModuleSpec change(Consumer<Draft> words) {
    Draft draft = new Draft(this);
    words.accept(draft);
    return draft.spec();
  }

  private static List<String> names(Attr<?>... attrs) {
    return Arrays.stream(attrs).map(Attr::name).toList();
  }

  private static Set<String> unmodifiable(List<String> names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }

  /** The copy under way while one word is applied. */
  private static final class Draft {
    private final ModuleSpec from;
    private Optional<String> collection;
    private final List<Attr<?>> attrs;
    private final Set<String> privileges;
    private final Map<String, MethodSpec> methods;
    private final Map<String, Expand> expands;
    private final List<List<String>> unique;
    private final List<List<String>> indexes;
    private final List<String> search;
    private boolean history;
    private final Set<String> unkept;
    private Optional<List<Permit>> forcePermits;
    private Optional<Class<? extends LimpModule>> proxied;
    private Optional<String> codeName;
    private Optional<Supplier<Refusal>> duplicate;

    Draft(ModuleSpec from) {
      this.from = from;
      collection = from.collection;
      attrs = new ArrayList<>(from.attrs);
      privileges = new LinkedHashSet<>(from.privileges);
      methods = new LinkedHashMap<>(from.methods);
      expands = new LinkedHashMap<>(from.expands);
      unique = new ArrayList<>(from.unique);
      indexes = new ArrayList<>(from.indexes);
      search = new ArrayList<>(from.search);
      history = from.history;
      unkept = new LinkedHashSet<>(from.unkept);
      forcePermits = from.forcePermits;
      proxied = from.proxied;
      codeName = from.codeName;
      duplicate = from.duplicate;
    }

    ModuleSpec spec() {
      return new ModuleSpec(
          from.name,
          collection,
          attrs,
          privileges,
          methods,
          expands,
          unique,
          indexes,
          search,
          history,
          unkept,
          forcePermits,
          proxied,
          codeName,
          duplicate,
          from.source);
    }
  }
}
