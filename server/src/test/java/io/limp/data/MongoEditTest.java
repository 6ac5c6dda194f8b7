package io.limp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MongoEditTest extends EditContract {
  private final MongoServers server = MongoServers.start();

  @Override
  Data open(Path folder) {
    return server.open(folder);
  }

  @Test
  void aChangeThatNoDocumentCanHoldIsRefused() {
    insert(1, "text", "a".repeat(9 << 20));
    assertThatThrownBy(() -> update(1, "text", "b".repeat(9 << 20)))
        .isInstanceOf(TooLarge.class)
        .hasMessageContaining("16 MB");
    assertThat(String.valueOf(read(1).values().get("text"))).startsWith("aaa");
    update(1, "text", "b");
    assertThat(read(1)).isEqualTo(doc(1, "text", "b"));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }
}
