package io.limp.boot;

import io.limp.api.LimpModule;
import io.limp.api.LimpPackage;
import io.limp.api.PackageSpec;
import io.limp.api.SourceLine;
import io.limp.call.LoadedModule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Makes the one instance of every module of a package and asks it for its spec. */
final class LoadModules {
  private final PackageCode code;
  private final Problems problems;
  private final List<LoadedModule> modules = new ArrayList<>();
  private final Set<String> broken = new LinkedHashSet<>();
  private Optional<LimpPackage> ownPackage = Optional.empty();

  LoadModules(PackageCode code, Problems problems) {
    this.code = code;
    this.problems = problems;
  }

  String name() {
    return code.name();
  }

  /** The names of the packages whose classes this one uses. */
  List<String> imports() {
    return code.imports();
  }

  /** Where a word stands that the package says. */
  Place place(PackageWords words, String word) {
    return words.place(code.origin(), word);
  }

  /** What the package says of itself; its modules are not looked at yet. */
  PackageWords words(String environment, Variables variables) {
    eachClass(LimpPackage.class, this::loadPackage);
    PackageWords words =
        ownPackage
            .flatMap(own -> words(own, environment, variables))
            .orElse(PackageWords.none(name()));
    return words.with(new ReadTexts(code.texts(), problems).into(words.effective()));
  }

  private Optional<PackageWords> words(LimpPackage own, String environment, Variables variables) {
    Optional<PackageSpec> written = ask(own.getClass(), own::spec);
    Optional<PackageSpec> profiled =
        written.flatMap(spec -> ask(own.getClass(), () -> spec.in(environment)));
    if (profiled.isEmpty()) {
      return Optional.empty();
    }
    EnvValues values = new EnvValues(variables);
    PackageSpec effective = values.in(profiled.get());
    PackageWords words =
        new PackageWords(
            written.get(), profiled.get(), effective, Optional.of(own.getClass().getName()));
    values
        .wrong()
        .forEach(
            wrong ->
                problems.error(
                    words.place(code.origin(), wrong.text()), name() + ": " + wrong.sentence()));
    return Optional.of(words);
  }

  /** The package with its modules. */
  LoadedPackage load(PackageWords words) {
    eachClass(LimpModule.class, this::loadModule);
    return new LoadedPackage(
        name(), words, List.copyOf(modules), broken, code.origin(), code.texts(), code.compiled());
  }

  /** Hands over the classes of that kind, unless they cannot be loaded, which is told. */
  private void eachClass(Class<?> kind, Consumer<Class<?>> loading) {
    for (String className : code.candidates()) {
      if (broken.contains(className)) {
        continue;
      }
      try {
        Class<?> type = Class.forName(className, false, code.loader());
        if (kind.isAssignableFrom(type)) {
          loading.accept(type);
        }
      } catch (ClassNotFoundException | LinkageError e) {
        problems.error(
            code.origin().place(className), className + " cannot be loaded: " + because(e));
        broken.add(className);
      }
    }
  }

  private void loadModule(Class<?> type) {
    // What is the package too was made already.
    Optional<Object> made =
        ownPackage.<Object>map(own -> own).filter(type::isInstance).or(() -> made(type));
    if (made.orElse(null) instanceof LimpModule module) {
      ask(type, module::spec)
          .ifPresentOrElse(
              spec -> modules.add(new LoadedModule(code.name(), module, spec)),
              () -> broken.add(type.getName()));
    }
  }

  private void loadPackage(Class<?> type) {
    if (made(type).orElse(null) instanceof LimpPackage own) {
      ownPackage.ifPresent(
          other ->
              problems.error(
                  code.origin().place(type.getName()),
                  "the package "
                      + code.name()
                      + " is described by "
                      + other.getClass().getSimpleName()
                      + " already"));
      ownPackage = Optional.of(own);
    }
  }

  /** The one instance of the class; empty when it cannot be made, which is told. */
  private Optional<Object> made(Class<?> type) {
    Optional<Object> made = isUsable(type) ? ask(type, () -> instance(type)) : Optional.empty();
    if (made.isEmpty()) {
      broken.add(type.getName());
    }
    return made;
  }

  private boolean isUsable(Class<?> type) {
    if (!isPublic(type)) {
      problems.error(
          code.origin().place(type.getName()),
          type.getSimpleName() + " must be public, or abstract if it is no module by itself");
      return false;
    }
    if (Arrays.stream(type.getConstructors()).noneMatch(made -> made.getParameterCount() == 0)) {
      problems.error(
          code.origin().place(type.getName()),
          type.getSimpleName()
              + " needs a public constructor that takes nothing: the server makes the one"
              + " instance");
      return false;
    }
    return true;
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  private static Object instance(Class<?> type) throws ReflectiveOperationException {
    return type.getConstructor().newInstance();
  }

  private interface Question<T> {
    T answer() throws ReflectiveOperationException;
  }

  /**
   * Runs code of the author's. What it throws is the author's mistake and told as such; only what
   * means that the process itself is at its end goes on.
   */
  private <T> Optional<T> ask(Class<?> type, Question<T> question) {
    try {
      T answer = question.answer();
      if (answer == null) {
        problems.error(
            code.origin().place(type.getName()), type.getSimpleName() + ".spec() gives null");
      }
      return Optional.ofNullable(answer);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      Throwable fault = rootOf(e);
      problems.error(placeOf(type, fault), type.getSimpleName() + ": " + because(fault));
      return Optional.empty();
    }
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable fault = thrown;
    while ((fault instanceof InvocationTargetException
            || fault instanceof ExceptionInInitializerError)
        && fault.getCause() != null) {
      fault = fault.getCause();
    }
    return fault;
  }

  /** The innermost frame that is the author's own code. */
  private Place placeOf(Class<?> type, Throwable fault) {
    for (StackTraceElement frame : fault.getStackTrace()) {
      String loader = code.loader().getName();
      if (frame.getFileName() != null
          && loader != null
          && loader.equals(frame.getClassLoaderName())) {
        return code.origin()
            .place(
                frame.getClassName(), new SourceLine(frame.getFileName(), frame.getLineNumber()));
      }
    }
    return code.origin().place(type.getName());
  }

  private static String because(Throwable fault) {
    String message = fault.getMessage();
    String name = fault.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }
}
