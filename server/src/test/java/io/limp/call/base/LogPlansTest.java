package io.limp.call.base;

import static io.limp.api.Limp.str;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Attr;
import io.limp.api.Find;
import io.limp.api.LimpModule;
import io.limp.api.ModuleSpec;
import io.limp.api.Query;
import io.limp.api.Sort;
import io.limp.call.LoadedModule;
import io.limp.data.CollectionSpec;
import io.limp.data.Data;
import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPlansTest {
  private static final Attr<String> TITLE = str("title");
  private static final Attr<String> TEXT = str("text");
  private static final Logger LOG = Logger.getLogger(LogPlans.class.getName());

  private static final class Note implements LimpModule {
    @Override
    public ModuleSpec spec() {
      return ModuleSpec.of("note").collection("notes").attrs(TITLE, TEXT);
    }
  }

  private final List<String> messages = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord message) {
          messages.add(new SimpleFormatter().formatMessage(message));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
    LOG.setLevel(Level.FINE);
  }

  @AfterEach
  void listenNoMore() {
    LOG.removeHandler(handler);
    LOG.setLevel(null);
  }

  private void read(Find... finds) {
    Note note = new Note();
    LoadedModule module = new LoadedModule("note", note, note.spec());
    try (Data data = SqliteData.open(folder, "test")) {
      data.define(
          List.of(
              new CollectionSpec(
                  "notes",
                  Map.of("title", TITLE.type(), "text", TEXT.type()),
                  List.of(),
                  List.of(List.of("title")))));
      LogPlans plans = new LogPlans(data);
      for (Find find : finds) {
        plans.tell(module, find);
      }
    }
  }

  @Test
  void aPlanIsToldOnceWithWhatWasAskedFor() {
    read(Find.where(TITLE.is("one")), Find.where(TITLE.is("two")));
    assertThat(messages)
        .singleElement()
        .asString()
        .startsWith("note/read of title = \"one\": SEARCH d_1 USING INDEX i_1_");
  }

  @Test
  void whatLooksAtEveryDocumentIsSaid() {
    Query some = TEXT.is("one");
    read(Find.where(some).sorted(new Sort("text", true), new Sort("title", false)));
    assertThat(messages)
        .singleElement()
        .asString()
        .startsWith(
            "note/read of text = \"one\" by -text, title looks at every document: SCAN d_1");
  }

  @Test
  void withoutDebugNothingIsAsked() {
    LOG.setLevel(Level.INFO);
    read(Find.where(TEXT.is("one")));
    assertThat(messages).isEmpty();
  }
}
