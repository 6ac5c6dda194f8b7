package io.limp.faults;

import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limp.data.FileStore;
import io.limp.data.sqlite.FolderFileStore;
import io.limp.quickstart.Daemon;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A limpd whose disk is full, or may only be read. */
class DiskTest {
  private static final int SMALL = 6_000;
  private static final int LARGE = 20_000;
  private static final int MOST = 1_000;

  @TempDir private Path folder;
  private Path modules = Path.of("");
  private @Nullable SmallDisk mounted;
  private int number;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    modules = Files.createDirectory(folder.resolve("modules"));
    mounted = SmallDisk.mount(folder.resolve("disk"), SMALL);
  }

  @AfterEach
  void unmount() {
    if (mounted != null) {
      mounted.close();
    }
  }

  private SmallDisk disk() {
    return Objects.requireNonNull(mounted);
  }

  private Path data() {
    return disk().path().resolve("data");
  }

  private Daemon start() {
    return Daemon.start(data(), modules, Map.of());
  }

  private Daemon.Ended refusedStart() {
    return Daemon.runToItsEnd(data(), modules, Map.of());
  }

  private void assertThatItSaysWhy(Daemon.Ended ended, String reason) {
    assertThatItSaysWhy(ended, data(), reason);
  }

  private static void assertThatItSaysWhy(Daemon.Ended ended, Path folder, String reason) {
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output())
        .contains(folder.toString())
        .containsIgnoringCase(reason)
        .doesNotContain("Exception")
        .doesNotContain("\tat ");
  }

  private static TestClient admin(Daemon limpd) {
    return TestClient.connect(limpd.websocket())
        .signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
  }

  private Answer create(TestClient admin) {
    return admin.call(
        "setting/create",
        query(),
        doc("var", "x" + ++number, "val", "text ".repeat(4000), "type", "global"));
  }

  /** Creates until the server refuses, which it must in the end. */
  private Answer createUntilRefused(TestClient admin, Set<Object> answered) {
    while (number < MOST) {
      Answer answer = create(admin);
      if (answer.status() != 200) {
        return answer;
      }
      answered.add(answer.id());
    }
    throw new AssertionError("The disk does not become full");
  }

  private static Set<Object> stored(TestClient admin) {
    return new HashSet<>(
        admin
            .call("setting/read", query("type", val("global"), "$extn", false))
            .expect(200)
            .each("_id"));
  }

  @Test
  void aFullDiskRefusesWritesUntilThereIsRoomAndLosesNothing() throws Exception {
    Set<Object> answered = new HashSet<>();
    try (Daemon limpd = start();
        TestClient admin = admin(limpd);
        TestClient late = TestClient.connect(limpd.websocket())) {
      createUntilRefused(admin, answered).expect(503, "CORE_DATA_UNAVAILABLE");
      assertThat(answered).isNotEmpty();
      assertThat(stored(admin)).isEqualTo(answered);
      disk().fill();
      create(admin).expect(503, "CORE_DATA_UNAVAILABLE");
      assertThat(stored(admin)).isEqualTo(answered);

      disk().resize(LARGE);
      late.signIn(TestApp.ADMIN_EMAIL, TestApp.ADMIN_PASSWORD);
      answered.add(create(admin).expect(200).id());
      assertThat(stored(late)).isEqualTo(answered);
    }
    try (Daemon limpd = start();
        TestClient admin = admin(limpd)) {
      assertThat(stored(admin)).isEqualTo(answered);
    }
  }

  @Test
  void aDiskThatBecomesReadOnlyRefusesWritesAndReadsGoOn() throws Exception {
    Set<Object> answered = new HashSet<>();
    try (FragileDisk fragile = FragileDisk.mount(folder.resolve("fragile"))) {
      Path there = fragile.path().resolve("data");
      try (Daemon limpd = Daemon.start(there, modules, Map.of());
          TestClient admin = admin(limpd)) {
        answered.add(create(admin).expect(200).id());
        fragile.fail();
        for (int i = 0; i < 3; i++) {
          create(admin).expect(503, "CORE_DATA_UNAVAILABLE");
          assertThat(stored(admin)).isEqualTo(answered);
        }
        assertThat(limpd.terminate()).isZero();
      }
      assertThatItSaysWhy(Daemon.runToItsEnd(there, modules, Map.of()), there, "read-only");

      fragile.repair();
      try (Daemon limpd = Daemon.start(there, modules, Map.of());
          TestClient admin = admin(limpd)) {
        assertThat(stored(admin)).isEqualTo(answered);
        create(admin).expect(200);
      }
    }
  }

  @Test
  void aDiskThatTakesNoWritesForAWhileIsWrittenAgainByItself() throws Exception {
    Set<Object> answered = new HashSet<>();
    try (Daemon limpd = start();
        TestClient admin = admin(limpd)) {
      answered.add(create(admin).expect(200).id());
      limitFiles(limpd, "0:unlimited");
      for (int i = 0; i < 3; i++) {
        create(admin).expect(503, "CORE_DATA_UNAVAILABLE");
        assertThat(stored(admin)).isEqualTo(answered);
      }
      limitFiles(limpd, "unlimited:unlimited");
      answered.add(create(admin).expect(200).id());
      assertThat(stored(admin)).isEqualTo(answered);
    }
  }

  /** Lets it write files of so many bytes: now, and when it is asked for more. */
  private static void limitFiles(Daemon limpd, String bytes) throws Exception {
    assertThat(SmallDisk.run("prlimit", "--pid", "" + limpd.pid(), "--fsize=" + bytes)).isEmpty();
  }

  @Test
  void whatIsKilledOnAFullDiskStartsWhenThereIsRoom() throws Exception {
    Set<Object> answered = new HashSet<>();
    try (Daemon limpd = start();
        TestClient admin = admin(limpd)) {
      createUntilRefused(admin, answered).expect(503);
      disk().fill();
      create(admin).expect(503);
      limpd.kill();
    }
    disk().empty();
    disk().resize(LARGE);
    try (Daemon limpd = start();
        TestClient admin = admin(limpd)) {
      assertThat(stored(admin)).isEqualTo(answered);
      create(admin).expect(200);
    }
  }

  @Test
  void whatStopsOnAFullDiskStopsAsItShould() throws Exception {
    Set<Object> answered = new HashSet<>();
    try (Daemon limpd = start();
        TestClient admin = admin(limpd)) {
      createUntilRefused(admin, answered).expect(503);
      disk().fill();
      assertThat(limpd.terminate()).isZero();
    }
    disk().empty();
    disk().resize(LARGE);
    try (Daemon limpd = start();
        TestClient admin = admin(limpd)) {
      assertThat(stored(admin)).isEqualTo(answered);
    }
  }

  @Test
  void aDatabaseThatFindsNoRoomForItsLogIsRefused() throws Exception {
    Set<Object> answered = new HashSet<>();
    try (Daemon limpd = start();
        TestClient admin = admin(limpd)) {
      answered.add(create(admin).expect(200).id());
      assertThat(limpd.terminate()).isZero();
    }
    disk().fill();
    assertThatItSaysWhy(refusedStart(), "full");

    disk().empty();
    try (Daemon limpd = start();
        TestClient admin = admin(limpd)) {
      assertThat(stored(admin)).isEqualTo(answered);
    }
  }

  @Test
  void aNewDatabaseOnAFullDiskIsRefusedAndLeavesNothingInTheWay() throws Exception {
    disk().fill();
    assertThatItSaysWhy(refusedStart(), "full");
    disk().empty();
    try (Daemon limpd = start();
        TestClient admin = admin(limpd)) {
      create(admin).expect(200);
    }
  }

  @Test
  void aFolderThatMayOnlyBeReadIsRefusedWithItsName() throws Exception {
    disk().makeReadOnly();
    assertThatItSaysWhy(refusedStart(), "read-only");

    disk().makeWritable();
    Set<Object> answered = new HashSet<>();
    try (Daemon limpd = start();
        TestClient admin = admin(limpd)) {
      answered.add(create(admin).expect(200).id());
      limpd.terminate();
    }
    disk().makeReadOnly();
    assertThatItSaysWhy(refusedStart(), "read-only");

    disk().makeWritable();
    try (Daemon limpd = start();
        TestClient admin = admin(limpd)) {
      assertThat(stored(admin)).isEqualTo(answered);
    }
  }

  @Test
  void aBackupThatFindsNoRoomLeavesNothing() throws Exception {
    Path home = folder.resolve("data");
    try (Daemon limpd = Daemon.start(home, modules, Map.of());
        TestClient admin = admin(limpd)) {
      create(admin).expect(200);
      disk().fill();
      Daemon.Ended ended =
          Daemon.command(
              "backup",
              disk().path().resolve("monday.zip").toString(),
              "--data-server=sqlite:" + home);
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.output())
          .containsIgnoringCase("full")
          .doesNotContain("Exception")
          .doesNotContain("\tat ");
    }
    try (Stream<Path> left = Files.list(disk().path())) {
      assertThat(left.map(file -> file.getFileName().toString())).containsExactly("filler");
    }
  }

  @Test
  void aFileThatFindsNoRoomLeavesNothing() throws IOException {
    FolderFileStore store = new FolderFileStore(data(), InstantSource.system());
    FileStore.Stored small = store.put(new ByteArrayInputStream(new byte[1000]));
    assertThatThrownBy(() -> store.put(new ByteArrayInputStream(new byte[2 * SMALL * 1000])))
        .isInstanceOf(IOException.class);
    try (Stream<Path> left = Files.walk(data())) {
      assertThat(left.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsExactly(small.hash());
    }
    store.put(new ByteArrayInputStream(new byte[2000]));
  }
}
