package io.limp.security;

import static io.limp.testing.Wire.byId;
import static io.limp.testing.Wire.doc;
import static io.limp.testing.Wire.query;
import static io.limp.testing.Wire.val;
import static org.assertj.core.api.Assertions.assertThat;

import io.limp.call.CallPipeline;
import io.limp.core.User;
import io.limp.spike.Spike;
import io.limp.testing.Answer;
import io.limp.testing.TestApp;
import io.limp.testing.TestClient;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** S26: what clients send is data and is never run, evaluated or turned into objects. */
class CodeFromDataTest {
  private static final List<String> CODE =
      List.of(
          "${jndi:ldap://127.0.0.1:1/x}",
          "#{T(java.lang.Runtime).getRuntime().exec('id')}",
          "__import__('os').system('id')",
          "'); DROP TABLE users; --",
          "$where: function() { return true }",
          "%s%s%n%d",
          "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==");

  @Test
  void codeInAValueIsReadBackAsItWasSent() {
    try (TestApp app = Spike.start();
        TestClient admin = app.admin()) {
      for (String code : CODE) {
        String id =
            admin
                .call(
                    "note/create",
                    query(),
                    doc("title", code, "meta", doc("@class", code, "@type", code)))
                .expect(200)
                .id();
        Map<String, Object> note = admin.call("note/read", byId(id)).doc();
        assertThat(note)
            .containsEntry("title", code)
            .containsEntry("meta", doc("@class", code, "@type", code));
        assertThat(admin.call("note/read", query("title", val(code))).total()).isEqualTo(1);
        assertThat(
                admin.call("note/read", query("title", doc("val", code, "strict", false))).total())
            .isEqualTo(1);
      }
      for (String code : CODE) {
        // As a key it is kept as it is, or refused: never taken for an operator or a path.
        Answer created =
            admin.call("note/create", query(), doc("title", "k", "meta", doc(code, 1L)));
        if (code.startsWith("$") || code.contains(".")) {
          created.expect(400, "SPIKE_NOTE_INVALID_ATTR");
        } else {
          assertThat(admin.call("note/read", byId(created.expect(200).id())).doc())
              .containsEntry("meta", doc(code, 1L));
        }
      }
      for (String code : CODE) {
        assertThat(admin.call(code).status()).isEqualTo(400);
        assertThat(admin.call("note/read", query(code, val(1))).status()).isEqualTo(200);
        assertThat(admin.call("note/read", query("meta." + code, val(1))).status()).isEqualTo(200);
        assertThat(admin.call("note/read", query("$sort", doc(code, 1))).status()).isEqualTo(200);
      }
      admin.call("user/read").expect(200);
    }
  }

  /** Modules' sources are compiled from the operator's folder, and there alone. */
  @Test
  void nothingBelowTheStartOfTheServerCanRunCode() throws IOException, URISyntaxException {
    for (Class<?> of : List.of(CallPipeline.class, User.class)) {
      Path root = Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
          if (root.relativize(file).startsWith("io/limp/boot")) {
            continue;
          }
          String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
          for (String dangerous :
              List.of(
                  "java/io/ObjectInputStream",
                  "javax/script/",
                  "javax/tools/",
                  "java/beans/XMLDecoder",
                  "java/lang/ProcessBuilder",
                  "activateDefaultTyping")) {
            assertThat(bytes.contains(dangerous)).as("%s in %s", dangerous, file).isFalse();
          }
        }
      }
    }
  }
}
