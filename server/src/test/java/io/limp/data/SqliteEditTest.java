package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.data.sqlite.SqliteData;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqliteEditTest extends EditContract {
  private static final int MEGABYTE = 1 << 20;

  @Override
  Data open(Path folder) {
    return SqliteData.open(folder, "test");
  }

  @Test
  void aDocumentDoesNotOutgrowTheMemoryThatChangesOfItTake() {
    String half = "a".repeat(40 * MEGABYTE);
    insert(1, "text", half);
    assertThatThrownBy(() -> update(1, "any", Map.of("more", half)))
        .isInstanceOf(TooLarge.class)
        .hasMessageContaining(id(1).toString())
        .hasMessageContaining("64 MB");
    assertThat(read(1)).isEqualTo(doc(1, "text", half));
    assertThatThrownBy(() -> insert(2, "text", half + half)).isInstanceOf(TooLarge.class);
    update(1, "any", "a".repeat(20 * MEGABYTE));
    update(1, "text", "small", "any", null);
    assertThat(read(1)).isEqualTo(doc(1, "text", "small", "any", null));
  }
}
