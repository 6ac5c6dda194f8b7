package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.Call;
import io.limp.api.Doc;
import io.limp.api.MethodSpec;
import io.limp.api.Reply;
import io.limp.call.base.StoreFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module's own code. The files in its doc are stored before it runs, so that it finds them as
 * any document has them. In debug mode a result that is not what {@code returns} says is told, once
 * for each way in which it is not.
 */
final class RunOwn {
  private static final Logger LOG = LoggerFactory.getLogger(RunOwn.class);

  private final StoreFiles storeFiles;
  private final boolean debug;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  RunOwn(StoreFiles storeFiles, boolean debug) {
    this.storeFiles = storeFiles;
    this.debug = debug;
  }

  @SuppressWarnings("ConstantValue") // authors' code is not checked for nulls
  Reply run(LoadedModule module, MethodSpec method, Call call) {
    Reply reply =
        method
            .action()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        module.name() + "." + method.name() + " runs nothing"))
            .apply(call.withDoc(storeFiles.stored(call.doc())));
    if (reply == null) {
      throw new AuthorsFault("the method returned null", method.source());
    }
    CheckHandedOn.reply("the method", reply, method.source());
    if (debug && !method.returns().isEmpty() && reply instanceof Reply.Result(_, Doc args)) {
      check(module, method, args);
    }
    return reply;
  }

  private void check(LoadedModule module, MethodSpec method, Doc result) {
    List<String> wrong = new ArrayList<>();
    Set<String> surplus = new TreeSet<>(result.values().keySet());
    for (Attr<?> attr : method.returns()) {
      surplus.remove(attr.name());
      Object value = result.values().get(attr.name());
      if (value == null && !attr.isOptional()) {
        wrong.add("lacks " + attr.name());
      } else if (!FitsType.fits(attr.type(), null, value)) {
        wrong.add("has a " + attr.name() + " that is no " + attr.type().word());
      }
    }
    surplus.forEach(name -> wrong.add("has " + name + " too"));
    if (!wrong.isEmpty()) {
      String sentence =
          "%s.%s: the result is not what returns(...) says: it %s (%s)"
              .formatted(module.name(), method.name(), String.join(", ", wrong), method.source());
      if (told.add(sentence)) {
        LOG.warn("{}", sentence);
      }
    }
  }
}
