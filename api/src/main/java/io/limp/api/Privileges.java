package io.limp.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user or a group may do: module name to the names of its privileges. {@code "*"} stands for
 * every module or every privilege.
 *
 * <pre>{@code Privileges.of("blog", "read", "create").allows("blog", "create")}</pre>
 */
public record Privileges(Map<String, Set<String>> byModule) {
  public static final String EVERY = "*";
  public static final Privileges NONE = new Privileges(Map.of());
  public static final Privileges ALL = of(EVERY, EVERY);

  public Privileges {
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    byModule.forEach(
        (module, names) ->
            copy.put(module, Collections.unmodifiableSet(new LinkedHashSet<>(names))));
    byModule = Collections.unmodifiableMap(copy);
  }

  public static Privileges of(String module, String... names) {
    return new Privileges(Map.of(module, new LinkedHashSet<>(List.of(names))));
  }

  /** From an object of lists by module; a lone text may stand for a list of one. */
  static Privileges ofPlain(Object plain) {
    Map<String, Set<String>> byModule = new LinkedHashMap<>();
    ((Map<?, ?>) plain).forEach((module, names) -> byModule.put((String) module, names(names)));
    return new Privileges(byModule);
  }

  private static Set<String> names(Object names) {
    Set<String> set = new LinkedHashSet<>();
    if (names instanceof List<?> list) {
      list.forEach(name -> set.add(String.valueOf(name)));
    } else {
      set.add(String.valueOf(names));
    }
    return set;
  }

  Object plain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    byModule.forEach((module, names) -> plain.put(module, List.copyOf(names)));
    return plain;
  }

  /** True when a privilege of that name is held on that module. */
  public boolean allows(String module, String privilege) {
    return holds(byModule.get(module), privilege) || holds(byModule.get(EVERY), privilege);
  }

  /** True when all of the others are held: nobody can then gain by being given them. */
  public boolean covers(Privileges others) {
    return others.byModule.entrySet().stream()
        .allMatch(each -> each.getValue().stream().allMatch(name -> allows(each.getKey(), name)));
  }

  /** These and those together. */
  public Privileges and(Privileges others) {
    Map<String, Set<String>> sum = new LinkedHashMap<>();
    byModule.forEach((module, names) -> sum.put(module, new LinkedHashSet<>(names)));
    others.byModule.forEach(
        (module, names) ->
            sum.computeIfAbsent(module, ignored -> new LinkedHashSet<>()).addAll(names));
    return new Privileges(sum);
  }

  private static boolean holds(@Nullable Set<String> names, String privilege) {
    return names != null && (names.contains(privilege) || names.contains(EVERY));
  }
}
