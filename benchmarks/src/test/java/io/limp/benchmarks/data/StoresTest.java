package io.limp.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.api.Doc;
import io.limp.api.Id;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compared does the same. */
class StoresTest {
  private static final Id ID = SampleDocs.id(1);

  @Test
  void bothKeepWhatWasInsertedAndUpdated(@TempDir Path folder, @TempDir Path other)
      throws Exception {
    try (Store limp = new LimpStore(folder);
        Store rocks = new RocksStore(other)) {
      keeps(limp);
      keeps(rocks);
    }
  }

  private static void keeps(Store store) throws Exception {
    store.insert(SampleDocs.doc(ID, 1, 100));
    store.insert(SampleDocs.doc(SampleDocs.id(2), 2, 100));
    store.update(ID, new Doc(Map.of("rank", 12_345L)));

    assertThat(store.count()).isEqualTo(2);
    assertThat(store.read(ID).toString())
        .contains("rank=12345", "Person number 1,")
        .doesNotContain("rank=19");
  }
}
