package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.api.Call;
import io.limp.api.Edit;
import io.limp.api.FileArgs;
import io.limp.api.MethodSpec;
import io.limp.api.Permit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code create_file} and {@code delete_file} say of an attribute, held to the same rules as
 * an update of it: the new file becomes the change that an update would bring. What is removed is
 * known to the database alone.
 */
final class ConvertFile {
  private final LoadedModule module;
  private final Permit permit;
  private final ConvertValue values;

  ConvertFile(LoadedModule module, Permit permit, ConvertValue values) {
    this.module = module;
    this.permit = permit;
    this.values = values;
  }

  void convert(MethodSpec method, Call call, Map<String, @Nullable Object> converted) {
    Attr<?> attr =
        Optional.ofNullable(call.args().values().get(FileArgs.ATTR.name()))
            .flatMap(name -> module.spec().attr(name.toString()))
            .filter(found -> mayChange(found, call))
            .orElseThrow(() -> Codes.invalidFileAttr(module, call));
    boolean guarded = attr.isWriteOnce() && !permit.keep().contains(attr.name());
    boolean isList = attr.type() instanceof AttrType.ListOf<?>(AttrType.File _, _);
    boolean isFile = attr.type() instanceof AttrType.File;
    boolean deletes = method.kind() == MethodSpec.Kind.DELETE_FILE;
    if (deletes ? !isList || guarded : !isFile && (!isList || guarded)) {
      throw Codes.invalidFileAttr(module, call);
    }
    if (!deletes) {
      Object given = call.doc().values().get(FileArgs.FILE.name());
      converted.put(attr.name(), added(attr, guarded, given));
    }
  }

  private boolean mayChange(Attr<?> attr, Call call) {
    return !attr.isHidden() && attr.isUpdatedAt(call.level()) && permit.maySet(attr);
  }

  private Object added(Attr<?> attr, boolean guarded, @Nullable Object given) {
    AttrType<?> type = attr.type() instanceof AttrType.ListOf<?> list ? list.of() : attr.type();
    Object file = values.convert(attr.name(), type, given);
    if (file == null) {
      throw values.invalid(attr.name(), type, null);
    }
    if (attr.type() instanceof AttrType.ListOf<?>) {
      return new Edit.Append(List.of(file), false);
    }
    return guarded ? new Edit.SetOnce(file) : file;
  }
}
