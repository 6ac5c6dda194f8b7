package io.limp.api;

import static io.limp.api.Limp.anyone;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModuleSpecTest {
  @Test
  void aHookMayStandBeforeTheMethodThatItBelongsTo() {
    ModuleSpec spec =
        ModuleSpec.of("note")
            .beforeCreate(call -> call)
            .afterCreate((call, reply) -> reply)
            .create(anyone());

    MethodSpec create = spec.methods().get("create");

    assertThat(create).isNotNull();
    assertThat(create.kind()).isEqualTo(MethodSpec.Kind.CREATE);
    assertThat(create.permits()).hasSize(1);
    assertThat(create.before()).hasSize(1);
    assertThat(create.after()).hasSize(1);
  }
}
