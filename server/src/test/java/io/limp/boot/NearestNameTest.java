package io.limp.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> PRIVILEGES =
      List.of("read", "create", "update", "delete", "admin");

  @Test
  void aSlipOfTheFingerIsFound() {
    assertThat(NearestName.of("raed", PRIVILEGES)).contains("read");
    assertThat(NearestName.of("READ", PRIVILEGES)).contains("read");
    assertThat(NearestName.of("updat", PRIVILEGES)).contains("update");
    assertThat(NearestName.of("deletee", PRIVILEGES)).contains("delete");
  }

  @Test
  void anotherWordAltogetherIsNot() {
    assertThat(NearestName.of("publish", PRIVILEGES)).isEmpty();
    assertThat(NearestName.of("x", List.of())).isEmpty();
  }

  @Test
  void aLongListIsLeftOutWhereTheNearNameIsKnown() {
    List<String> many =
        List.of("a1", "b2", "c3", "d4", "e5", "f6", "g7", "h8", "i9", "j10", "title");

    assertThat(NearestName.sentence("attribute", "titel", "blog", many))
        .isEqualTo("no attribute \"titel\", perhaps \"title\"");
  }
}
