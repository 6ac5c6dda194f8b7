package io.limp.call.base;

import io.limp.api.Doc;
import io.limp.api.Docs;
import io.limp.api.Find;
import io.limp.api.LimpModule;
import io.limp.api.Query;
import io.limp.call.Codes;
import io.limp.call.LoadedModule;
import io.limp.core.Group;
import io.limp.core.Session;
import io.limp.core.User;
import io.limp.data.Data;
import java.util.List;
import java.util.Set;

/**
 * The documents without which nobody could sign in again: they cannot be deleted, and what they may
 * do cannot be taken from them.
 */
final class SystemDocs {
  private static final List<Object> IDS =
      List.of(User.ADMIN, User.ANON, Session.ANON, Group.DEFAULT);
  private static final Set<Class<?>> MODULES = Set.of(User.class, Session.class, Group.class);

  private final Data data;

  SystemDocs(Data data) {
    this.data = data;
  }

  void refuseDelete(LoadedModule module, Query where) {
    if (matches(module, where)) {
      throw Codes.systemDoc();
    }
  }

  void refuseStripping(LoadedModule module, Query where, Doc changes) {
    // A group's privileges are its purpose: those of DEFAULT are the operator's to set.
    boolean isUser = module.original().equals(User.class);
    boolean strips = changes.has(User.PRIVILEGES) || changes.has(User.STATUS);
    if (isUser && strips && matches(module, where.and(User.ID.is(User.ADMIN)))) {
      throw Codes.systemDoc();
    }
  }

  private boolean matches(LoadedModule module, Query where) {
    if (!MODULES.contains(module.original())) {
      return false;
    }
    Query system = where.and(new Query.In(LimpModule.ID.name(), IDS));
    Docs found = data.read(module.collection(), Find.where(system).limit(1));
    return !found.isEmpty();
  }
}
