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

  @Test
  void theFoldersOfJavaScriptAreNobodysBusinessEither() throws Exception {
    Path foreign = Files.createDirectories(root.resolve("shop/node_modules/left-pad"));
    close();
    watch();
    watch.tell(told::add);
    Files.writeString(foreign.resolve("Pad.java"), "class Pad {}");
    Path item = Files.writeString(root.resolve("shop/Item.java"), "class Item {}");
    assertThat(nextTold()).isEqualTo(item);
  }

  @Test
  void aSourceIsToldRatherThanWhatAnEditorWritesBesideIt() throws Exception {
    Path item = Files.writeString(root.resolve("Item.java"), "class Item {}");
    Files.writeString(root.resolve("4913"), "");
    Files.move(item, root.resolve("Item.java~"));
    Files.writeString(item, "class Item { }");
    Files.delete(root.resolve("Item.java~"));
    watch.tell(told::add);
    assertThat(nextTold()).isEqualTo(item);
  }

  @Test
  void whatIsBehindALinkIsWatchedAndACircleOfLinksIsNoTrap(@TempDir Path elsewhere)
      throws Exception {
    Path shop = Files.createDirectories(elsewhere.resolve("sources/shop"));
    Files.createSymbolicLink(shop.resolve("again"), shop);
    Path link =
        Files.createSymbolicLink(elsewhere.resolve("modules"), elsewhere.resolve("sources"));
    try (WatchFolders linked = new WatchFolders(List.of(link))) {
      linked.tell(told::add);
      Files.writeString(shop.resolve("Item.java"), "class Item {}");
      assertThat(nextTold()).isEqualTo(link.resolve("shop/Item.java"));
    }
  }

  @Test
  void aFolderThatIsPutInThePlaceOfAnotherIsWatched(@TempDir Path elsewhere) throws Exception {
    Path modules = Files.createDirectories(elsewhere.resolve("modules/shop")).getParent();
    try (WatchFolders moved = new WatchFolders(List.of(modules))) {
      moved.tell(told::add);
      Path old = elsewhere.resolve("old");
      Files.move(modules, old);
      assertThat(nextTold()).isEqualTo(modules);
      Files.move(old, modules);
      assertThat(nextTold()).isEqualTo(modules);
      Path item = Files.writeString(modules.resolve("shop/Item.java"), "class Item {}");
      assertThat(nextTold()).isEqualTo(item);
      Files.writeString(elsewhere.resolve("Beside.java"), "class Beside {}");
      Path last = Files.writeString(modules.resolve("Last.java"), "class Last {}");
      assertThat(nextTold()).isEqualTo(last);
    }
  }

  @Test
  void moreChangesThanTheSystemRemembersAreToldAndNewFoldersAmongThemWatched() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      Files.writeString(root.resolve("File" + i + ".txt"), "x");
    }
    Path shop = Files.createDirectory(root.resolve("shop"));
    watch.tell(told::add);
    assertThat(nextTold()).isNotNull();
    Path item = Files.writeString(shop.resolve("Item.java"), "class Item {}");
    Path next = nextTold();
    while (!item.equals(next)) {
      assertThat(next).isNotNull();
      next = nextTold();
    }
  }
}
