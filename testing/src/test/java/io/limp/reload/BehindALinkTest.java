package io.limp.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The modules folder of the server is a link. */
class BehindALinkTest extends ReloadCase {
  @TempDir Path elsewhere;

  @Override
  Path folderOfTheServer() throws IOException {
    return Files.createSymbolicLink(elsewhere.resolve("modules"), modules);
  }

  @Test
  void whatIsSavedBehindTheLinkServes() throws IOException {
    save("shop/Sign.java", sign("Closed"));
    assertThat(log.next()).contains("its new code serves");
    assertSays("Closed");
  }

  @Test
  void aLinkThatLeadsElsewhereFromNowOnServesWhatIsThere() throws IOException {
    Path next = Files.createDirectories(elsewhere.resolve("next/shop")).getParent();
    Files.writeString(next.resolve("shop/Sign.java"), sign("Next"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("new"), next);
    Files.move(
        link,
        elsewhere.resolve("modules"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
    assertThat(log.next()).contains("its new code serves");
    assertSays("Next");
    Files.writeString(next.resolve("shop/Sign.java"), sign("Later"));
    assertThat(log.next()).contains("its new code serves");
    assertSays("Later");
  }
}
