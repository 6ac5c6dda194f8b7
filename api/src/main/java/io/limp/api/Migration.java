package io.limp.api;

import java.util.function.UnaryOperator;

/**
 * How the documents that a module has stored become such as it says now. It runs once, at the next
 * start, before anybody connects.
 *
 * <pre>{@code
 * PackageSpec.of("press").migration(
 *     Migration.of("2026-11-blog-status", Blog.class,
 *         doc -> doc.has(Blog.STATUS) ? doc : doc.with(Blog.STATUS, "draft")))
 * }</pre>
 *
 * <p>The function gets every living document of the module as it is stored, secrets included, and
 * gives it back, changed or not; an attribute that it leaves out is removed. Each part of some
 * hundred documents is written in one transaction together with how far the migration is, so a
 * start that was interrupted goes on behind the last document that was done, and none is changed
 * twice. When the function throws, nothing of that part is written and the server does not start.
 *
 * @param name by which it is known that it has run, unique in its package
 * @param module whose documents it changes
 * @param change from the document as it is to the document as it shall be; the {@code _id} stays
 */
public record Migration(
    String name, Class<? extends LimpModule> module, UnaryOperator<Doc> change) {
  public static Migration of(
      String name, Class<? extends LimpModule> module, UnaryOperator<Doc> change) {
    return new Migration(name, module, change);
  }
}
