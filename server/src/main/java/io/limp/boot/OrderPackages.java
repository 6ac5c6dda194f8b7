package io.limp.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts packages behind those that they depend on and those that they import. */
final class OrderPackages {
  private final Map<String, Asked> asked = new LinkedHashMap<>();
  private final Set<String> there;
  private final Set<String> wanted;
  private final Problems problems;
  private final LinkedHashSet<String> underWay = new LinkedHashSet<>();
  private final Map<String, Asked> ordered = new LinkedHashMap<>();

  /** A package that has said what it needs. */
  record Asked(LoadModules loading, PackageWords words) {
    private String name() {
      return loading.name();
    }

    private Set<String> needs() {
      Set<String> needs = new LinkedHashSet<>(words.effective().about().dependsOn());
      needs.addAll(loading.imports());
      return needs;
    }
  }

  /**
   * @param there the names of all packages in the modules folders
   * @param wanted those of them that shall serve
   */
  OrderPackages(List<Asked> packages, Set<String> there, Set<String> wanted, Problems problems) {
    packages.forEach(each -> asked.put(each.name(), each));
    this.there = there;
    this.wanted = wanted;
    this.problems = problems;
  }

  /** The packages in that order; those that do not depend on each other keep theirs. */
  List<Asked> ordered() {
    asked.values().forEach(this::place);
    return List.copyOf(ordered.values());
  }

  private void place(Asked each) {
    if (ordered.containsKey(each.name())) {
      return;
    }
    underWay.add(each.name());
    each.words().effective().about().dependsOn().forEach(needed -> checkIsThere(each, needed));
    for (String needed : each.needs()) {
      Asked other = asked.get(needed);
      if (underWay.contains(needed)) {
        tell(each, needed, circle(needed));
      } else if (other != null) {
        place(other);
      }
    }
    underWay.remove(each.name());
    ordered.put(each.name(), each);
  }

  private void checkIsThere(Asked each, String needed) {
    if (!there.contains(needed)) {
      tell(
          each,
          needed,
          "it depends on a package that is not there: "
              + NearestName.sentence("package", needed, "the modules folder", there));
    } else if (!wanted.contains(needed)) {
      tell(each, needed, "it depends on " + needed + ", which --packages leaves out; add it there");
    }
  }

  private String circle(String closing) {
    List<String> round = new ArrayList<>(underWay);
    List<String> members = new ArrayList<>(round.subList(round.indexOf(closing), round.size()));
    members.add(closing);
    return members.size() == 2
        ? "it depends on itself"
        : "packages depend on each other in a circle: " + String.join(" -> ", members);
  }

  private void tell(Asked each, String word, String sentence) {
    problems.error(each.loading().place(each.words(), word), each.name() + ": " + sentence);
  }
}
