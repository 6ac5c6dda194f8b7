package io.limp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.limp.boot.AppLoader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainTest {
  @Test
  void theServerStartsAnswersAndStops() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    Limpd limpd = new Limpd(Map.of(), AppLoader::start, new PrintWriter(out), new PrintWriter(err));
    int code = limpd.run("train");

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).contains("Trained.");
    assertThat(code).isZero();
  }
}
