package io.limp.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.data.FileStore;
import io.limp.data.FileStoreContract;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FolderFileStoreTest extends FileStoreContract {
  @Override
  protected FileStore open() throws IOException {
    Files.writeString(folder.resolve("secret"), "x");
    return new FolderFileStore(folder, () -> now);
  }

  @Override
  protected List<String> everything() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("files"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }

  @Test
  void aFileIsNamedByItsHash() throws IOException {
    store.put(content("hello"));
    assertThat(everything()).containsExactly("files/2c/" + HELLO);
  }

  @Test
  void onlyItsOwnerReadsTheContents() throws IOException {
    assertThat(Files.getPosixFilePermissions(folder.resolve("files")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void whatACrashLeftIsRemovedAtStartButNotWhatIsStillComingIn() throws IOException {
    Path left = Files.writeString(folder.resolve("files/incoming-left"), "half");
    Path coming = folder.resolve("files/incoming-coming");
    try (FileChannel channel =
        FileChannel.open(coming, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      assertThat(channel.lock().isValid()).isTrue();
      assertThat(new FolderFileStore(folder, () -> now)).isNotNull();
      assertThat(left).doesNotExist();
      assertThat(coming).exists();
      assertThat(kept()).isEmpty();
    }
  }
}
