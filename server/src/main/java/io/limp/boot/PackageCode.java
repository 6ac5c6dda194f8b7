package io.limp.boot;

import java.net.URLClassLoader;
import java.util.List;

/**
 * The classes of one package, ready to be used.
 *
 * @param candidates binary names of the classes that may be modules
 * @param loader knows all of its classes; packages in jars share one
 * @param texts the files of its folder l10n
 * @param imports the names of the packages whose classes it uses
 * @param key of all that its classes are made of; another one: other classes
 * @param compiled true: by this start; false: it was compiled already
 */
record PackageCode(
    String name,
    Origin origin,
    List<String> candidates,
    URLClassLoader loader,
    List<SourceFile> texts,
    List<String> imports,
    String key,
    boolean compiled) {}
