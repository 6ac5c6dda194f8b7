package io.limp.sdk;

import io.limp.api.Refusal;
import io.limp.call.KnownCodes;
import io.limp.call.LoadedModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reference in Markdown: an index and a page for each module. */
final class Pages {
  static final String INDEX = "README.md";

  /** By this line a page is known that may be written anew, or removed. */
  static final String MARK = "<!-- Written by limpd reference: changes here are lost. -->\n";

  private Pages() {}

  static Map<String, String> of(DescribedApp app) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put(INDEX, index(app));
    ModulePage page = new ModulePage(app);
    for (LoadedModule module : app.modules().all()) {
      pages.put(module.name() + ".md", page.of(module));
    }
    return pages;
  }

  private static String index(DescribedApp app) {
    StringBuilder text = new StringBuilder(MARK).append("# Reference\n\n");
    text.append(
        """
        Clients hold one websocket at `/ws` and call `module/method`. A call is a frame

        ```json
        {"endpoint": "module/method", "sid": "f00000000000000000000012", "query": [], "doc": {}, "call_id": "1"}
        ```

        which clients from level 6 on put into a token that they sign, after a handshake (`conn/verify`). The answer has the same `call_id`:
        `{"status": 200, "msg": "...", "args": {..., "call_id": "1"}}`, and a `code` among its `args` if the call was refused. Some methods are
        reached over HTTP; their pages say so. The examples are those of level 7.

        """);
    List<List<String>> rows = new ArrayList<>();
    for (LoadedModule module : app.modules().all()) {
      rows.add(
          List.of(
              "[" + module.name() + "](" + module.name() + ".md)",
              module.packageName(),
              SourceNotes.of(module.module().getClass()).firstSentence()));
    }
    text.append(table(List.of("Module", "Package", "For"), rows));
    text.append("\nLanguages: ").append(String.join(", ", app.locales())).append(".\n");
    text.append("\n## Refusals of every call\n\n").append(codes(KnownCodes.ofEveryCall()));
    text.append("\n## Refusals of what names no method\n\n")
        .append(codes(KnownCodes.ofEndpoints()));
    return text.toString();
  }

  static String codes(List<Refusal> known) {
    return table(
        List.of("Code", "Status", "Sentence"),
        known.stream()
            .map(
                each ->
                    List.of(
                        "`" + each.code() + "`", String.valueOf(each.status()), each.sentence()))
            .toList());
  }

  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    row(text, head);
    row(text, head.stream().map(_ -> "---").toList());
    rows.forEach(cells -> row(text, cells));
    return text.toString();
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append('|');
    cells.forEach(
        cell -> text.append(' ').append(cell.replace("|", "\\|").replace("\n", " ")).append(" |"));
    text.append('\n');
  }
}
