package io.limp.api;

/**
 * A folder of modules that belong together. Write a public class that implements it where the
 * package needs more than its modules: settings, locales, groups, documents that are there from the
 * start, and what differs between environments. At most one a folder.
 */
public interface LimpPackage {
  /** Asked once, at start. */
  PackageSpec spec();
}
