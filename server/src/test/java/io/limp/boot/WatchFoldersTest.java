package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchFoldersTest {
  @TempDir Path root;
  private final BlockingQueue<Path> told = new LinkedBlockingQueue<>();
  private WatchFolders watch;

  @BeforeEach
  void watch() {
    watch = new WatchFolders(List.of(root));
  }

  @AfterEach
  void close() {
    watch.close();
  }

  private Path nextTold() throws InterruptedException {
    return told.poll(1, TimeUnit.MINUTES);
  }

  @Test
  void whatChangesBeforeAnybodyListensIsToldAllTheSame() throws Exception {
    Path early = Files.writeString(root.resolve("Early.java"), "class Early {}");
    watch.tell(told::add);
    assertThat(nextTold()).isEqualTo(early);
  }

  @Test
  void foldersThatAreMadeLaterAreWatchedToo() throws Exception {
    watch.tell(told::add);
    Path shop = Files.createDirectory(root.resolve("shop"));
    assertThat(nextTold()).isEqualTo(shop);
    Path item = Files.writeString(shop.resolve("Item.java"), "class Item {}");
    assertThat(nextTold()).isEqualTo(item);
  }

  @Test
  void hiddenFilesAreNobodysBusiness() throws IOException, InterruptedException {
    watch.tell(told::add);
    Files.writeString(root.resolve(".Item.java.swp"), "half of it");
    Path item = Files.writeString(root.resolve("Item.java"), "class Item {}");
    assertThat(nextTold()).isEqualTo(item);
  }

  @Test
  void aWatchThatNobodyListensToClosesTwice() {
    watch.close();
  }
}
